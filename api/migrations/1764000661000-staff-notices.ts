import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices in the back office, one row for each member who is told. */
export class StaffNotices1764000661000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE staff_notices (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        user_id uuid NOT NULL,
        kind text NOT NULL,
        title jsonb NOT NULL,                  -- in both languages: the reader's is chosen when it is read
        text jsonb NOT NULL,
        link text,
        dedupe_key text NOT NULL,              -- what makes it the same notice
        created_at timestamptz NOT NULL,
        read_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, user_id, dedupe_key),
        FOREIGN KEY (workspace_id, user_id) REFERENCES workspace_members (workspace_id, user_id) ON DELETE CASCADE
      );
      CREATE INDEX staff_notices_newest ON staff_notices (workspace_id, user_id, created_at DESC, id DESC);
      CREATE INDEX staff_notices_unread ON staff_notices (workspace_id, user_id) WHERE read_at IS NULL;
      CALL guard_tenant_table('staff_notices');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Staff notices cannot be taken back.');
  }
}
