import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A transaction has as many entries as it says, at every moment. Whoever had the check at the commit run early could add to it
 * afterwards, and what was added was not checked any more.
 */
export class LedgerEntriesAsDeclared1764000872000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // One statement for each table, written out: a function keeps the plans of what stands in it as it is.
    const lateOf = (workspace: string) => `
          SELECT a.transaction_id INTO late FROM (SELECT DISTINCT ${workspace} AS workspace_id, transaction_id FROM added) a
          LEFT JOIN ledger_transactions t ON t.workspace_id = a.workspace_id AND t.id = a.transaction_id
          WHERE t.posted_in IS DISTINCT FROM pg_current_xact_id()
             OR t.entries < (SELECT count(*) FROM ledger_entries e WHERE e.workspace_id = a.workspace_id AND e.transaction_id = a.transaction_id)
                          + (SELECT count(*) FROM house_entries h WHERE h.for_workspace = a.workspace_id AND h.transaction_id = a.transaction_id) LIMIT 1;`;
    await db.query(`
      CREATE OR REPLACE FUNCTION refuse_late_entries() RETURNS trigger LANGUAGE plpgsql AS $f$
      DECLARE late uuid;
      BEGIN
        IF TG_TABLE_NAME = 'house_entries' THEN ${lateOf('for_workspace')}
        ELSE ${lateOf('workspace_id')}
        END IF;
        IF FOUND THEN
          RAISE EXCEPTION 'entries added to ledger transaction % after it was booked', late USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
        END IF;
        RETURN NULL;
      END $f$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Booked money cannot be unbooked.');
  }
}
