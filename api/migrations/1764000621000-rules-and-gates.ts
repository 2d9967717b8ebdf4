import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What rules may say, when a workspace sends at all, and what was decided about each reminder on each day. */
export class RulesAndGates1764000621000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE rules
        ADD COLUMN timing text NOT NULL DEFAULT 'before-expected' CHECK (timing IN ('before-expected', 'after-purchase', 'best-day')),
        ADD COLUMN after_days int CHECK (after_days BETWEEN 1 AND 3650),
        ADD COLUMN follow_up boolean NOT NULL DEFAULT false,
        ADD COLUMN template text CHECK (length(template) BETWEEN 1 AND 100),  -- null: the usual one
        ADD COLUMN offer jsonb,
        ADD COLUMN audience jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN pilot jsonb,
        ADD COLUMN active_from date,
        ADD COLUMN active_to date,             -- the last day on which it sends
        ADD COLUMN version int NOT NULL DEFAULT 1,
        ADD CONSTRAINT rules_after_purchase CHECK ((timing = 'after-purchase') = (after_days IS NOT NULL)),
        ADD CONSTRAINT rules_active CHECK (active_from <= active_to);

      -- Each wording of a rule that was ever in force. Append-only.
      CREATE TABLE rule_versions (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        rule_id uuid NOT NULL,
        version int NOT NULL,
        body jsonb NOT NULL,
        actor_kind text NOT NULL,
        actor_id text,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, rule_id, version)
      );
      CALL guard_tenant_table('rule_versions');
      REVOKE UPDATE, DELETE ON rule_versions FROM perennial_app;

      -- When and how often a workspace's customers may be reminded. A workspace without a row has the defaults.
      CREATE TABLE reminder_settings (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        quiet jsonb,                           -- {"from", "until"} in the customer's zone; null: no quiet hours
        merge_days int NOT NULL CHECK (merge_days BETWEEN 0 AND 14),
        caps jsonb NOT NULL,                   -- by 'all' and by channel: {"messages", "days"} or null
        paused_at timestamptz,                 -- since when everything is held
        updated_at timestamptz NOT NULL
      );
      CALL guard_tenant_table('reminder_settings');

      ALTER TABLE customers
        ADD COLUMN tags text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 50),
        ADD COLUMN owner_id uuid;              -- the member who looks after this customer in person; then no mail does

      -- One reminder a cycle and step, whichever rule wanted it. What was superseded may be wanted again when the purchase is taken back.
      CREATE UNIQUE INDEX reminders_once ON reminders (workspace_id, customer_id, product_id, cycle_opened_on, step) WHERE status <> 'superseded';
      CREATE INDEX reminders_to_follow ON reminders (workspace_id, send_on) WHERE status = 'sent' AND step = 1;
      CREATE INDEX reminders_held_back ON reminders (workspace_id, customer_id, would_have_sent_at) WHERE would_have_sent_at IS NOT NULL;

      -- What was decided about a reminder on a day, the last of that day. The reminder itself keeps only the newest; this answers for any day.
      CREATE TABLE reminder_decisions (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        decided_on date NOT NULL,              -- the workspace's day
        reminder_id uuid NOT NULL,
        customer_id uuid NOT NULL,
        product_id uuid NOT NULL,
        rule_id uuid NOT NULL,
        verdict text NOT NULL CHECK (verdict IN ('queued', 'held', 'skipped')),
        because text,
        decided_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, decided_on, reminder_id),
        CHECK ((verdict = 'queued') = (because IS NULL))
      );
      CALL guard_tenant_table('reminder_decisions');

      -- What counts for the frequency caps: marketing that left or is on its way. Receipts, notices and sign-in mails do not.
      CREATE VIEW marketing_messages WITH (security_invoker = true) AS
        SELECT workspace_id, customer_id, channel, coalesce(sent_at, created_at) AS at
        FROM messages
        WHERE purpose = 'reminder' AND status IN ('queued', 'held', 'sending', 'sent', 'unknown');
      GRANT SELECT ON marketing_messages TO perennial_app;

      -- The first day of each group of days at most so many apart from it, in one pass over days in order: mergedDays of the rules.
      CREATE FUNCTION first_of_merge_step(first date, day date, window_days int) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE WHEN first IS NULL OR day > first + window_days THEN day ELSE first END;
      CREATE AGGREGATE first_of_merge(date, int) (SFUNC = first_of_merge_step, STYPE = date, PARALLEL = SAFE);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Rules and gates cannot be taken back.');
  }
}
