import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages to people, and what people agreed to. */
export class MessagesAndConsent1764000300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A message is a row before it is a mail. purpose 'reminder' is marketing and asks the gates; the others are service mail.
      CREATE TABLE messages (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        purpose text NOT NULL CHECK (purpose IN ('reminder', 'notice', 'receipt', 'sign-in', 'invitation')),
        channel text NOT NULL DEFAULT 'email' CHECK (channel IN ('email', 'sms', 'webhook')),
        customer_id uuid,
        to_address text NOT NULL,
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        template text NOT NULL,
        variables jsonb NOT NULL,
        dedupe_key text NOT NULL,              -- what makes this message the same message
        -- 'sending' is committed before the first byte leaves; 'unknown': the mail may or may not have left.
        status text NOT NULL CHECK (status IN ('queued', 'held', 'sending', 'sent', 'unknown', 'failed', 'skipped')),
        held_because text,
        skipped_because text,
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,  -- queued: not before; held: asked again then
        leased_by uuid,                        -- the run that has it in hand, and until when (real time: no business date)
        leased_until timestamptz,
        error text,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, dedupe_key)
      );
      CREATE INDEX messages_waiting ON messages (workspace_id, next_attempt_at) WHERE status IN ('queued', 'held');
      CREATE INDEX messages_in_doubt ON messages (workspace_id, leased_until) WHERE status IN ('sending', 'unknown');
      CREATE INDEX messages_newest ON messages (workspace_id, created_at DESC, id DESC);
      CREATE INDEX messages_customer ON messages (workspace_id, customer_id, created_at);
      CALL guard_tenant_table('messages');

      -- Addresses that get no reminders, whoever they belong to now. A release keeps the row: why it was there is a fact.
      CREATE TABLE suppressions (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        channel text NOT NULL CHECK (channel IN ('email', 'sms')),
        address text NOT NULL CHECK (address = lower(address)),
        reason text NOT NULL CHECK (reason IN ('hard-bounce', 'complaint', 'staff')),
        source text NOT NULL,                  -- the message it came of, or who entered it
        created_at timestamptz NOT NULL,
        released_at timestamptz,
        released_because text,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE UNIQUE INDEX suppressions_in_force ON suppressions (workspace_id, channel, address) WHERE released_at IS NULL;
      CALL guard_tenant_table('suppressions');

      -- Append-only proof of what was agreed to. The newest record of a (customer, purpose, channel) is in force.
      CREATE TABLE consent_records (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        customer_id uuid NOT NULL,
        purpose text NOT NULL CHECK (purpose IN ('replenishment-reminder')),
        channel text NOT NULL CHECK (channel IN ('email', 'sms', 'webhook')),
        decision text NOT NULL CHECK (decision IN ('granted', 'withdrawn')),
        wording_version text NOT NULL,
        source text NOT NULL,                  -- checkout, import, portal, staff, one-click
        actor_kind text NOT NULL,
        actor_id text,
        decided_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX consent_records_newest ON consent_records (workspace_id, customer_id, purpose, channel, decided_at DESC, id DESC);
      CALL guard_tenant_table('consent_records');
      REVOKE UPDATE, DELETE ON consent_records FROM perennial_app;

      -- What each customer's newest record says, for the sets: planning joins this view instead of asking one by one.
      CREATE VIEW consents_in_force WITH (security_invoker = true) AS
        SELECT DISTINCT ON (workspace_id, customer_id, purpose, channel)
          workspace_id, customer_id, purpose, channel, decision = 'granted' AS granted, decided_at
        FROM consent_records
        ORDER BY workspace_id, customer_id, purpose, channel, decided_at DESC, id DESC;
      GRANT SELECT ON consents_in_force TO perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Messages and consent cannot be taken back.');
  }
}
