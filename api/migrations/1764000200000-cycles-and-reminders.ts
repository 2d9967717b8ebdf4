import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cycles (one customer x product rhythm), what customers and staff said about them, rules, and planned reminders. */
export class CyclesAndReminders1764000200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A projection of the ledger and of feedback: it can be dropped and rebuilt with the same result.
      CREATE TABLE cycles (
        workspace_id uuid NOT NULL,
        customer_id uuid NOT NULL,
        product_id uuid NOT NULL,
        id uuid NOT NULL DEFAULT new_id(),
        cycle_no int NOT NULL,                 -- purchase days so far; a new purchase starts the next cycle
        first_ordered_on date NOT NULL,
        last_ordered_on date NOT NULL,
        last_quantity int NOT NULL,
        gaps_used int NOT NULL,
        mu double precision,                   -- ln of the expected gap in days
        q10 double precision,                  -- ln offsets of the 80% window
        q90 double precision,
        basis text NOT NULL,
        predicted_on date,                     -- what the engine says, before anybody's own date
        expected_on date,                      -- what is in force
        window_from date,
        window_to date,
        probability real,
        reliable boolean NOT NULL,
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
        cycle_no int,                          -- the cycle it was said about
        kind text NOT NULL CHECK (kind IN ('expected-on', 'still-have-some', 'ran-out', 'less-often', 'every', 'stop-product', 'stop-all', 'resume-product', 'resume-all')),
        day date,                              -- expected-on: the day, or the first day of a range
        day_to date,
        weeks int CHECK (weeks BETWEEN 1 AND 260),
        actor_kind text NOT NULL CHECK (actor_kind IN ('customer', 'staff')),
        actor_id text,
        said_at timestamptz NOT NULL,
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
        cycle_no int NOT NULL,
        rule_id uuid NOT NULL,
        step int NOT NULL DEFAULT 1,
        send_on date NOT NULL,                 -- the customer's local day
        expected_on date NOT NULL,             -- as it stood when planned
        status text NOT NULL CHECK (status IN ('planned', 'held', 'queued', 'sent', 'skipped', 'superseded', 'failed')),
        held_because text,
        skipped_because text,
        release_at timestamptz,
        message_id uuid,
        planned_at timestamptz NOT NULL,
        decided_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, customer_id, product_id, cycle_no, rule_id, step),
        FOREIGN KEY (workspace_id, rule_id) REFERENCES rules (workspace_id, id)
      );
      CREATE INDEX reminders_due ON reminders (workspace_id, send_on) WHERE status IN ('planned', 'held');
      CREATE INDEX reminders_message ON reminders (workspace_id, message_id) WHERE message_id IS NOT NULL;
      CALL guard_tenant_table('reminders');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Cycles and reminders cannot be taken back.');
  }
}
