import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices as a workspace wants them, its calendar feeds, and papers that are printed once. */
export class NoticesAndPapers1764000742000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- When a workspace wants to hear; without a row as everybody does.
      CREATE TABLE notice_settings (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        days_before int[] NOT NULL CHECK (cardinality(days_before) BETWEEN 1 AND 10),
        send_at text NOT NULL CHECK (send_at ~ '^\\d\\d:\\d\\d$'),
        updated_at timestamptz NOT NULL
      );
      CALL guard_tenant_table('notice_settings');

      -- Who no longer hears stays known: what was sent to them was sent.
      ALTER TABLE billing_contacts ADD time_zone text, ADD removed_at timestamptz;
      ALTER TABLE billing_contacts DROP CONSTRAINT billing_contacts_workspace_id_position_key;
      CREATE UNIQUE INDEX billing_contacts_order ON billing_contacts (workspace_id, position) WHERE removed_at IS NULL;

      ALTER TABLE notices ADD read_at timestamptz, ADD read_by text;

      -- A private address under which a calendar program reads the dates of the plan. Only the hash of its secret is kept.
      CREATE TABLE calendar_feeds (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        token_hash bytea NOT NULL,
        shown_prefix text NOT NULL,
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        created_by text,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, token_hash)
      );
      CALL guard_tenant_table('calendar_feeds');

      -- A paper is printed once; whoever asks again gets the same file.
      CREATE TABLE printed_papers (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        paper_id uuid NOT NULL,
        pdf bytea NOT NULL,
        printed_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, paper_id)
      );
      CALL guard_tenant_table('printed_papers');
      REVOKE UPDATE, DELETE ON printed_papers FROM perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Notices that were given cannot be taken back.');
  }
}
