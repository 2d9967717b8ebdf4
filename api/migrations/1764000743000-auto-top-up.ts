import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A balance that fills itself up from the saved card. */
export class AutoTopUp1764000743000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE auto_top_ups (
        workspace_id uuid PRIMARY KEY REFERENCES subscriptions (workspace_id),
        enabled boolean NOT NULL,
        threshold_minor bigint NOT NULL CHECK (threshold_minor > 0),
        refill_to_minor bigint NOT NULL,
        monthly_cap_minor bigint NOT NULL CHECK (monthly_cap_minor > 0),
        announced_at timestamptz,              -- when the first contact was told that it may happen from now on
        changed_at timestamptz NOT NULL,
        CHECK (refill_to_minor > threshold_minor)
      );
      CALL guard_tenant_table('auto_top_ups');
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was agreed to cannot be forgotten.');
  }
}
