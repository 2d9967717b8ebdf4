import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ledger's own triggers look up the transactions, balances and lots they touch one by one, by their keys. Joined with the entries
 * just added, of whose number the planner knows nothing, whole tables of all workspaces were read for two lines.
 */
export class LedgerChecksByKey1764000922000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // One statement for each table, written out: a function keeps the plans of what stands in it as it is.
    const lateOf = (workspace: string) => `
          FOR touched IN SELECT DISTINCT ${workspace} AS workspace_id, transaction_id FROM added LOOP
            SELECT t.posted_in, t.entries INTO booked FROM ledger_transactions t WHERE t.workspace_id = touched.workspace_id AND t.id = touched.transaction_id;
            late := late OR booked.posted_in IS DISTINCT FROM pg_current_xact_id() OR booked.entries <
                (SELECT count(*) FROM ledger_entries e WHERE e.workspace_id = touched.workspace_id AND e.transaction_id = touched.transaction_id)
              + (SELECT count(*) FROM house_entries h WHERE h.for_workspace = touched.workspace_id AND h.transaction_id = touched.transaction_id);
            EXIT WHEN late;
          END LOOP;`;
    await db.query(`
      CREATE OR REPLACE FUNCTION refuse_late_entries() RETURNS trigger LANGUAGE plpgsql AS $f$
      DECLARE
        touched record;
        booked record;
        late boolean := false;
      BEGIN
        IF TG_TABLE_NAME = 'house_entries' THEN ${lateOf('for_workspace')}
        ELSE ${lateOf('workspace_id')}
        END IF;
        IF late THEN
          RAISE EXCEPTION 'entries added to ledger transaction % after it was booked', touched.transaction_id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
        END IF;
        RETURN NULL;
      END $f$;

      CREATE OR REPLACE FUNCTION add_up_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $f$
      DECLARE moved record;
      BEGIN
        FOR moved IN
          SELECT workspace_id, currency, account, sum(amount)::bigint AS amount FROM added GROUP BY workspace_id, currency, account ORDER BY workspace_id, currency, account
        LOOP
          UPDATE ledger_accounts a SET balance = a.balance + moved.amount
          WHERE a.workspace_id = moved.workspace_id AND a.currency = moved.currency AND a.account = moved.account;
          IF NOT FOUND THEN
            PERFORM open_ledger(moved.workspace_id, moved.currency);
            UPDATE ledger_accounts a SET balance = a.balance + moved.amount
            WHERE a.workspace_id = moved.workspace_id AND a.currency = moved.currency AND a.account = moved.account;
          END IF;
        END LOOP;
        FOR moved IN
          SELECT workspace_id, lot_id,
                 coalesce(sum(amount) FILTER (WHERE account LIKE 'customer%'), 0) AS open, coalesce(sum(amount) FILTER (WHERE account LIKE 'reserved%'), 0) AS held
          FROM added WHERE lot_id IS NOT NULL GROUP BY workspace_id, lot_id ORDER BY workspace_id, lot_id
        LOOP
          UPDATE balance_lots l SET remaining = l.remaining + moved.open, reserved = l.reserved + moved.held
          WHERE l.workspace_id = moved.workspace_id AND l.id = moved.lot_id;
        END LOOP;
        RETURN NULL;
      END $f$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Booked money cannot be unbooked.');
  }
}
