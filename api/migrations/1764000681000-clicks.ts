import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links of mails that a person followed. */
export class Clicks1764000681000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Only what a person did: what machines follow is not written. No address and no browser is kept.
      CREATE TABLE clicks (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        message_id uuid NOT NULL,
        link text NOT NULL,                    -- what it was for: shelf, date, stop
        clicked_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE
      );
      CREATE INDEX clicks_message ON clicks (workspace_id, message_id, clicked_at);
      CALL guard_tenant_table('clicks');

      -- Clicks that say "this mail was of use". Whoever follows the link that stops reminders says the opposite.
      CREATE VIEW followed_messages WITH (security_invoker = true) AS
        SELECT workspace_id, message_id, clicked_at FROM clicks WHERE link <> 'stop';
      GRANT SELECT ON followed_messages TO perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Clicks cannot be taken back.');
  }
}
