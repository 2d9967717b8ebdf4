import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mailboxes in which answers to a workspace's messages arrive, and how far each is read. */
export class ReplyMailboxes1764000901000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE reply_mailboxes (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        host text NOT NULL,
        port int NOT NULL CHECK (port BETWEEN 1 AND 65535),
        security text NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
        username text NOT NULL,
        sealed_password bytea NOT NULL,    -- of no use without the app secret
        set_at timestamptz NOT NULL,
        uid_validity bigint NOT NULL,      -- under which numbering of the mailbox the next column counts
        last_uid bigint NOT NULL,          -- everything up to this mail is taken in
        looked_at timestamptz,
        error text,                        -- why the last look failed
        next_look_at timestamptz NOT NULL
      );
      CALL guard_tenant_table('reply_mailboxes');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Reply mailboxes cannot be taken back.');
  }
}
