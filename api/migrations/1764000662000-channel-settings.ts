import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a workspace's messages go other than to customers' mailboxes. */
export class ChannelSettings1764000662000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE channel_settings (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        webhook_url text,
        webhook_generation int NOT NULL,       -- the secret itself is derived, not stored
        updated_at timestamptz NOT NULL
      );
      CALL guard_tenant_table('channel_settings');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Channel settings cannot be taken back.');
  }
}
