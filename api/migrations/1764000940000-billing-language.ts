import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever pays may want their papers in another language than the people who work there. */
export class BillingLanguage1764000940000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE billing_profiles ADD COLUMN language text CHECK (language IN ('en', 'zh-CN'));  -- null: that of the workspace`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE billing_profiles DROP COLUMN language');
  }
}
