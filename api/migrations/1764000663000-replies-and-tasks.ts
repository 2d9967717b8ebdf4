import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people answer to our messages, and what staff has to follow up. */
export class RepliesAndTasks1764000663000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE replies (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        mail_id text NOT NULL,                 -- its Message-ID: the same mail handed in again is the same reply
        message_id uuid,                       -- what it answers; null when that could not be found
        customer_id uuid,                      -- only when it came from the address we had written to
        from_address text NOT NULL,
        subject text NOT NULL,
        words text NOT NULL,                   -- without what is quoted in it
        kind text NOT NULL CHECK (kind IN ('stop', 'still-have-some', 'words')),
        received_at timestamptz NOT NULL,
        handled_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, mail_id),
        FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id)
      );
      CREATE INDEX replies_customer ON replies (workspace_id, customer_id, received_at);
      CALL guard_tenant_table('replies');

      CREATE TABLE follow_up_tasks (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        kind text NOT NULL CHECK (kind IN ('reply')),
        customer_id uuid,
        title text NOT NULL,
        words text NOT NULL,
        source_id uuid NOT NULL,               -- the reply it came of
        created_at timestamptz NOT NULL,
        closed_at timestamptz,
        closed_by text,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, kind, source_id)
      );
      CREATE INDEX follow_up_tasks_open ON follow_up_tasks (workspace_id, created_at) WHERE closed_at IS NULL;
      CALL guard_tenant_table('follow_up_tasks');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Replies and tasks cannot be taken back.');
  }
}
