import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who had what is known of them erased. */
export class Erasures1764000840000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Who bought stays as a number without a name: ledger, money and rhythms of the shop are as they were.
      ALTER TABLE customers ADD COLUMN erased_at timestamptz;

      -- An address nobody may read any more but everybody can compare: whoever has the address finds it. Salted with the workspace,
      -- so that two shops cannot be laid side by side. Without a key: a new APP_SECRET must not let reminders out again.
      CREATE FUNCTION hidden_address(workspace_id uuid, channel text, address text) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS
        $f$ SELECT 'sha256:' || encode(sha256(convert_to('perennial-address-1:' || workspace_id || ':' || channel || ':' || lower(address), 'UTF8')), 'hex') $f$;

      ALTER TABLE suppressions DROP CONSTRAINT suppressions_reason_check;
      ALTER TABLE suppressions ADD CONSTRAINT suppressions_reason_check CHECK (reason IN ('hard-bounce', 'soft-bounces', 'complaint', 'import', 'staff', 'erasure'));

      -- That it happened, and by which addresses the person can be told: the least that must be kept to prove both.
      CREATE TABLE erasures (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        customer_id uuid NOT NULL,
        addresses text[] NOT NULL,             -- hidden_address of each they were known by
        actor_kind text NOT NULL,
        actor_id text,
        erased_at timestamptz NOT NULL,
        done_at timestamptz,                   -- when nothing was left in uploaded files and in what was under way
        PRIMARY KEY (workspace_id, customer_id)
      );
      CALL guard_tenant_table('erasures');
      REVOKE DELETE ON erasures FROM perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was erased cannot be brought back.');
  }
}
