import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The orders of an import lie beside each other, so that ranges of pages are enough to find them; an entry for each order cost every
 * import as much as each of its other indexes, for an undo and a filter of a list.
 */
export class OrdersOfAnImport1764000960000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX purchases_import;
      CREATE INDEX purchases_import ON purchases USING brin (workspace_id, import_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX purchases_import;
      CREATE INDEX purchases_import ON purchases (workspace_id, import_id) WHERE import_id IS NOT NULL;
    `);
  }
}
