import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What providers say became of messages after they took them. */
export class ProviderEvents1764000680000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The provider's own event id says "once"; a second delivery of the same event finds its row.
      CREATE TABLE provider_events (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        provider text NOT NULL CHECK (provider IN ('ses', 'postmark', 'mailgun', 'sendgrid', 'twilio')),
        event_id text NOT NULL,
        message_id uuid NOT NULL,
        channel text NOT NULL,
        address text NOT NULL,                 -- the message's, in small letters
        kind text NOT NULL CHECK (kind IN ('delivered', 'soft-bounced', 'hard-bounced', 'complained', 'failed')),
        at timestamptz NOT NULL,               -- by the provider's clock
        received_at timestamptz NOT NULL,      -- by ours
        detail text,
        PRIMARY KEY (workspace_id, provider, event_id),
        FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE
      );
      CREATE INDEX provider_events_message ON provider_events (workspace_id, message_id);
      CREATE INDEX provider_events_address ON provider_events (workspace_id, channel, address, kind, received_at);
      CALL guard_tenant_table('provider_events');

      -- The weightiest of a message's events.
      ALTER TABLE messages
        ADD COLUMN delivery text CHECK (delivery IN ('delivered', 'soft-bounced', 'hard-bounced', 'complained', 'failed')),
        ADD COLUMN delivery_at timestamptz;

      ALTER TABLE suppressions DROP CONSTRAINT suppressions_reason_check;
      ALTER TABLE suppressions ADD CONSTRAINT suppressions_reason_check CHECK (reason IN ('hard-bounce', 'soft-bounces', 'complaint', 'import', 'staff'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Provider events cannot be taken back.');
  }
}
