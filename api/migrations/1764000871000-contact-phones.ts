import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who hears about the plan may hear it by text message as well. */
export class ContactPhones1764000871000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE billing_contacts ADD phone text CHECK (phone ~ '^\\+[1-9][0-9]{6,14}$')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE billing_contacts DROP COLUMN phone');
  }
}
