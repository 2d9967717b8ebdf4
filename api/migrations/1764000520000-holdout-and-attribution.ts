import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is held back for comparison, and which orders followed a reminder: recorded from the first send, because neither can be made up later. */
export class HoldoutAndAttribution1764000520000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The share of a rule's customers that gets no reminder. Another share, or a fresh start, is another experiment.
      ALTER TABLE rules
        ADD COLUMN holdout_percent int NOT NULL DEFAULT 0 CHECK (holdout_percent BETWEEN 0 AND 50),
        ADD COLUMN experiment_no int NOT NULL DEFAULT 1 CHECK (experiment_no >= 1);

      -- Drawn once, when a customer's first reminder of an experiment would be queued. A row is never changed.
      CREATE TABLE holdout_assignments (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        rule_id uuid NOT NULL,
        experiment_no int NOT NULL,
        customer_id uuid NOT NULL,
        arm text NOT NULL CHECK (arm IN ('control', 'treated')),
        percent int NOT NULL CHECK (percent BETWEEN 1 AND 50),  -- the share that was in force
        assigned_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, rule_id, experiment_no, customer_id),
        FOREIGN KEY (workspace_id, rule_id) REFERENCES rules (workspace_id, id) ON DELETE CASCADE
      );
      CREATE INDEX holdout_assignments_customer ON holdout_assignments (workspace_id, customer_id);
      CALL guard_tenant_table('holdout_assignments');

      ALTER TABLE reminders
        ADD COLUMN experiment_no int,                -- the rule's experiment it went out in or was held back for; null: nobody was held back
        ADD COLUMN would_have_sent_at timestamptz,   -- held back for comparison: when it would have been queued
        ADD CONSTRAINT reminders_held_back CHECK ((skipped_because IS NOT DISTINCT FROM 'holdout') = (would_have_sent_at IS NOT NULL));

      -- Which order followed which reminder, by product. A projection of reminders and the ledger: it can be dropped and rebuilt with the same result.
      CREATE TABLE attributions (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        purchase_id uuid NOT NULL,
        product_id uuid NOT NULL,
        customer_id uuid NOT NULL,
        reminder_id uuid NOT NULL,
        rule_id uuid NOT NULL,
        experiment_no int,
        arm text CHECK (arm IN ('control', 'treated')),  -- null: nobody was held back then
        basis text NOT NULL CHECK (basis IN ('delivered', 'clicked', 'control')),
        touched_at timestamptz NOT NULL,       -- when the mail left, or would have
        attributed_at timestamptz NOT NULL,    -- the moment of the order
        quantity int NOT NULL CHECK (quantity > 0),  -- what has not come back
        amount_minor bigint,                   -- null: a line without a price
        currency text CHECK (currency ~ '^[A-Z]{3}$'),
        PRIMARY KEY (workspace_id, purchase_id, product_id),
        FOREIGN KEY (workspace_id, reminder_id) REFERENCES reminders (workspace_id, id) ON DELETE CASCADE,
        CHECK ((basis = 'control') = (arm IS NOT DISTINCT FROM 'control'))
      );
      CREATE INDEX attributions_customer ON attributions (workspace_id, customer_id);
      CREATE INDEX attributions_reminder ON attributions (workspace_id, reminder_id);
      CREATE INDEX attributions_newest ON attributions (workspace_id, attributed_at, purchase_id, product_id);
      CALL guard_tenant_table('attributions');

      -- Addresses that get no reminders, for the sets: what is due joins this view instead of asking one by one.
      CREATE VIEW suppressed_addresses WITH (security_invoker = true) AS
        SELECT workspace_id, channel, address FROM suppressions WHERE released_at IS NULL;
      GRANT SELECT ON suppressed_addresses TO perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Holdout and attribution cannot be taken back.');
  }
}
