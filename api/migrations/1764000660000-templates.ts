import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words of messages belong to the workspace, in versions that never change. */
export class Templates1764000660000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The newest version is in force. 'starter': the words the service came with, written down when a message first used them.
      CREATE TABLE template_versions (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        name text NOT NULL,
        channel text NOT NULL CHECK (channel IN ('email', 'sms')),
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        version int NOT NULL CHECK (version > 0),
        origin text NOT NULL CHECK (origin IN ('starter', 'own')),
        digest text NOT NULL,                  -- of what it is compiled to: equal ones are parsed once
        source jsonb NOT NULL,
        html text NOT NULL,                    -- MJML compiled, Liquid still in it
        published_at timestamptz NOT NULL,
        published_by text,
        PRIMARY KEY (workspace_id, name, channel, locale, version)
      );
      CALL guard_tenant_table('template_versions');
      REVOKE UPDATE, DELETE ON template_versions FROM perennial_app;
      CREATE TRIGGER template_versions_never_change BEFORE UPDATE ON template_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();

      CREATE TABLE template_drafts (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        name text NOT NULL,
        channel text NOT NULL CHECK (channel IN ('email', 'sms')),
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        source jsonb NOT NULL,
        saved_at timestamptz NOT NULL,
        saved_by text,
        PRIMARY KEY (workspace_id, name, channel, locale)
      );
      CALL guard_tenant_table('template_drafts');

      -- Which words a message left with; null until it is made, and for what has no words.
      ALTER TABLE messages ADD COLUMN template_version int,
        ADD FOREIGN KEY (workspace_id, template, channel, locale, template_version) REFERENCES template_versions (workspace_id, name, channel, locale, version);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Templates cannot be taken back.');
  }
}
