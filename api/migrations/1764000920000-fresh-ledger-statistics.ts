import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * After a large import the planner knows nothing of what came until autovacuum has looked, a minute or more later; the first
 * predictions and the first plan run before that. The application may not analyse tables it does not own, but these it may.
 */
export class FreshLedgerStatistics1764000920000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION refresh_ledger_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $f$
      BEGIN
        ANALYZE customers, products, purchases, purchase_lines;
      END $f$;
      REVOKE ALL ON FUNCTION refresh_ledger_statistics() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION refresh_ledger_statistics() TO perennial_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION refresh_ledger_statistics()');
  }
}
