import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the payer is: whose tax id it is says how one is written. */
export class BillingCountry1764000941000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE billing_profiles ADD COLUMN country char(2);  -- ISO 3166-1; null: not said, and the tax id is taken as it is`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE billing_profiles DROP COLUMN country');
  }
}
