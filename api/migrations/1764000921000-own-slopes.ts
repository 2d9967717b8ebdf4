import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a product's own quantities teach, and of which products a quantity says anything. Learned anew by the next full run, as everything here. */
export class OwnSlopes1764000921000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE product_rhythms
        ADD COLUMN stretches boolean NOT NULL DEFAULT true,  -- how much was bought says how long it lasts
        ADD COLUMN own_slope float8 NOT NULL DEFAULT 0;      -- on top of the slope of the bucket in error_grids
      ALTER TABLE product_rhythms ALTER stretches DROP DEFAULT, ALTER own_slope DROP DEFAULT;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE product_rhythms DROP COLUMN stretches, DROP COLUMN own_slope');
  }
}
