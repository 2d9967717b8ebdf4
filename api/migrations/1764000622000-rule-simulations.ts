import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What draft rules would have done in the past. */
export class RuleSimulations1764000622000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE rule_simulations (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        rule jsonb NOT NULL,
        from_day date NOT NULL,
        to_day date NOT NULL,                  -- the day after the last
        assume_consent boolean NOT NULL,
        status text NOT NULL CHECK (status IN ('queued', 'done')),
        result jsonb,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        CHECK ((status = 'done') = (result IS NOT NULL))
      );
      CALL guard_tenant_table('rule_simulations');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Simulations cannot be taken back.');
  }
}
