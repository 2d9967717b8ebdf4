import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cycles (one customer x product rhythm), what customers and staff said about them, rules, and planned reminders. */
export class CyclesAndReminders1764000200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What a workspace's past says about rhythms, taken anew each night. An increment repeats the full run's sums with it.
      CREATE TABLE shop_rhythms (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        as_of date NOT NULL,
        snapshots date[] NOT NULL,             -- days on which the priors were taken; arrays below are by snapshot
        first float8[] NOT NULL,
        later float8[] NOT NULL,
        overall float8[] NOT NULL,
        spread2 float8[] NOT NULL,
        drift float8[] NOT NULL
      );
      CALL guard_tenant_table('shop_rhythms');

      CREATE TABLE product_rhythms (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        product_id uuid NOT NULL,
        first float8[] NOT NULL,               -- ln days of a first gap, of later ones, of all
        later float8[] NOT NULL,
        overall float8[] NOT NULL,
        spread2 float8[] NOT NULL,
        ever_again float8[] NOT NULL,          -- share of purchases that came again, by known gaps 0, 1, 2, 3+
        basis text NOT NULL,
        PRIMARY KEY (workspace_id, product_id)
      );
      CALL guard_tenant_table('product_rhythms');

      -- Which candidate is in force and how wrong it has been, by known gaps (bucket / 3) and steadiness (bucket % 3).
      CREATE TABLE error_grids (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        bucket int NOT NULL,
        candidate int NOT NULL,
        cases int NOT NULL,
        grid float8[] NOT NULL,                -- percentiles 0, 1, … 100 of past errors, in units of the spread
        PRIMARY KEY (workspace_id, bucket)
      );
      CALL guard_tenant_table('error_grids');

      -- A projection of the ledger and of feedback: it can be dropped and rebuilt with the same result.
      CREATE TABLE cycles (
        workspace_id uuid NOT NULL,
        customer_id uuid NOT NULL,
        product_id uuid NOT NULL,
        id uuid NOT NULL DEFAULT new_id(),
        cycle_no int NOT NULL,                 -- visits so far; a new one starts the next cycle
        first_ordered_on date NOT NULL,
        last_ordered_on date NOT NULL,         -- the day this cycle opened
        last_quantity int NOT NULL,
        gaps_used int NOT NULL,
        mu double precision NOT NULL,          -- ln of the expected gap in days
        sigma double precision NOT NULL,       -- its spread
        predicted_on date NOT NULL,            -- what the engine says, before anybody's own date
        expected_on date NOT NULL,             -- what is in force
        window_from date NOT NULL,
        window_to date NOT NULL,
        late_from date NOT NULL,               -- nine tenths of such gaps have closed by this day
        probability real NOT NULL,
        rhythm text NOT NULL CHECK (rhythm IN ('reliable', 'no-rhythm', 'lapsed')),
        because jsonb NOT NULL,                -- facts of the sentence "because…"
        override_by text CHECK (override_by IN ('customer', 'staff')),
        stopped boolean NOT NULL DEFAULT false,
        as_of date NOT NULL,                   -- the day this estimate was made for
        PRIMARY KEY (workspace_id, customer_id, product_id),
        UNIQUE (workspace_id, id)
      );
      CREATE INDEX cycles_due ON cycles (workspace_id, expected_on, customer_id, product_id) WHERE NOT stopped;
      CALL guard_tenant_table('cycles');

      -- What a customer or staff member said. Facts; the projection above obeys them.
      CREATE TABLE feedback (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        customer_id uuid NOT NULL,
        product_id uuid,                       -- null: all products
        opened_on date,                        -- the cycle it was said about; older purchases found later do not renumber it
        kind text NOT NULL CHECK (kind IN ('expected-on', 'still-have-some', 'stop-product', 'stop-all', 'resume-product', 'resume-all')),
        day date,                              -- expected-on: the day, or the first day of a range
        day_to date,
        actor_kind text NOT NULL CHECK (actor_kind IN ('customer', 'staff')),
        actor_id text,
        said_at timestamptz NOT NULL,
        said_on date NOT NULL,                 -- the same in the workspace's time zone
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id)
      );
      CREATE INDEX feedback_cycle ON feedback (workspace_id, customer_id, product_id, said_at);
      CALL guard_tenant_table('feedback');

      CREATE TABLE rules (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        scope jsonb NOT NULL DEFAULT '{"kind":"everything"}',
        lead_days int NOT NULL DEFAULT 5 CHECK (lead_days BETWEEN 0 AND 365),
        channel text NOT NULL DEFAULT 'email' CHECK (channel IN ('email', 'sms', 'webhook')),
        paused boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id)
      );
      CALL guard_tenant_table('rules');

      CREATE TABLE reminders (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL DEFAULT new_id(),
        customer_id uuid NOT NULL,
        product_id uuid NOT NULL,
        cycle_opened_on date NOT NULL,         -- which cycle: the day of the purchase it runs from
        rule_id uuid NOT NULL,
        step int NOT NULL DEFAULT 1,
        send_on date NOT NULL,                 -- the customer's local day
        send_at timestamptz NOT NULL,          -- the sending hour of that day there
        expected_on date NOT NULL,             -- as it stood when planned
        status text NOT NULL CHECK (status IN ('planned', 'held', 'queued', 'sent', 'skipped', 'superseded', 'failed')),
        held_because text,
        skipped_because text,
        release_at timestamptz,
        message_id uuid,
        planned_at timestamptz NOT NULL,
        decided_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, customer_id, product_id, cycle_opened_on, rule_id, step),
        FOREIGN KEY (workspace_id, rule_id) REFERENCES rules (workspace_id, id)
      );
      CREATE INDEX reminders_due ON reminders (workspace_id, send_at) WHERE status IN ('planned', 'held');
      CREATE INDEX reminders_message ON reminders (workspace_id, message_id) WHERE message_id IS NOT NULL;
      CALL guard_tenant_table('reminders');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Cycles and reminders cannot be taken back.');
  }
}
