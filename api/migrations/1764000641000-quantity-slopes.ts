import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much longer a larger quantity lasts, learned from past errors. Until the next night reckons them, the usual quantity is one. */
export class QuantitySlopes1764000641000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE shop_rhythms ADD COLUMN quantity float8[] NOT NULL DEFAULT '{}';     -- the usual ln quantity, by snapshot
      ALTER TABLE shop_rhythms ALTER quantity DROP DEFAULT;
      ALTER TABLE product_rhythms ADD COLUMN quantity float8[] NOT NULL DEFAULT '{}';
      ALTER TABLE product_rhythms ALTER quantity DROP DEFAULT;
      ALTER TABLE error_grids ADD COLUMN slope float8 NOT NULL DEFAULT 0;              -- in ln days for each ln of quantity beyond the usual
      ALTER TABLE error_grids ALTER slope DROP DEFAULT;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was learned of quantities cannot be taken back.');
  }
}
