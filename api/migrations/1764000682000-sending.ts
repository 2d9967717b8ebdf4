import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How sending is held back: by the mail server, by a person, by a pace. */
export class Sending1764000682000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One row: whether the service's mail server can be reached, and when somebody knocks again. Real time.
      CREATE TABLE mail_server (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        down_since timestamptz,
        error text,
        try_at timestamptz
      );
      INSERT INTO mail_server DEFAULT VALUES;
      GRANT SELECT, UPDATE ON mail_server TO perennial_app;

      -- One row: the operator's valve for everything that leaves.
      CREATE TABLE service_sending (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        paused_at timestamptz,
        paused_because text
      );
      INSERT INTO service_sending DEFAULT VALUES;
      GRANT SELECT, UPDATE ON service_sending TO perennial_app;

      -- A workspace's own valve and pace, for its reminders. No row: open, and as fast as the mail server.
      CREATE TABLE workspace_sending (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        paused_at timestamptz,
        paused_by text CHECK (paused_by IN ('workspace', 'operator')),
        paused_because text,
        per_minute int CHECK (per_minute >= 1),             -- reminders in all
        per_domain_minute int CHECK (per_domain_minute >= 1) -- reminders to addresses of one domain
      );
      CALL guard_tenant_table('workspace_sending');

      -- How many reminders were let out in a minute of the business clock; domain '' is all of them. Kept for an hour.
      CREATE TABLE sending_minutes (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        minute timestamptz NOT NULL,
        domain text NOT NULL,
        let_out int NOT NULL,
        PRIMARY KEY (workspace_id, minute, domain)
      );
      CALL guard_tenant_table('sending_minutes');

      -- The process that sends it has seen a withdrawal, and nothing of it leaves from then on. Real time.
      ALTER TABLE messages ADD COLUMN called_back_at timestamptz;

      -- The reminders of a month, for the limit of the plan.
      CREATE INDEX messages_reminders_sent ON messages (workspace_id, sent_at) WHERE purpose = 'reminder' AND sent_at IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Sending cannot be taken back.');
  }
}
