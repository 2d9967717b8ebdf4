import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Booking does less: a function keeps its plans, a transaction is checked once and not once for each of its
 * entries, and what is hardly ever there (a reversal, a lot) costs nothing where it is not.
 */
export class LedgerPostedByFunction1764000870000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Which database transaction posted it. Entries belong to the same one, so that the check at its commit sees all of them.
      ALTER TABLE ledger_transactions ADD COLUMN posted_in xid8;
      ALTER TABLE ledger_transactions ALTER COLUMN posted_in SET DEFAULT pg_current_xact_id();

      ALTER TABLE ledger_transactions DROP CONSTRAINT ledger_transactions_workspace_id_reverses_key;
      CREATE UNIQUE INDEX ledger_transactions_reversed_once ON ledger_transactions (workspace_id, reverses) WHERE reverses IS NOT NULL;

      DROP TRIGGER ledger_balanced ON ledger_entries;
      DROP TRIGGER house_balanced ON house_entries;
      CREATE OR REPLACE FUNCTION check_ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $f$
      BEGIN
        IF (SELECT bool_or(c.amount <> 0) OR sum(c.entries) <> NEW.entries FROM (
              SELECT count(*) AS entries, sum(e.amount) AS amount FROM (
                SELECT currency, amount FROM ledger_entries WHERE workspace_id = NEW.workspace_id AND transaction_id = NEW.id
                UNION ALL
                SELECT currency, amount FROM house_entries WHERE for_workspace = NEW.workspace_id AND transaction_id = NEW.id
              ) e GROUP BY e.currency
            ) c) IS NOT FALSE THEN
          RAISE EXCEPTION 'ledger transaction % is not balanced', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
        END IF;
        RETURN NULL;
      END $f$;
      CREATE CONSTRAINT TRIGGER ledger_balanced AFTER INSERT ON ledger_transactions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_balanced();

      -- Nothing is added to what was booked before. The transaction of every entry is looked up here, which is what a foreign key
      -- would do once more for the house's side.
      CREATE FUNCTION refuse_late_entries() RETURNS trigger LANGUAGE plpgsql AS $f$
      DECLARE late uuid;
      BEGIN
        IF TG_TABLE_NAME = 'house_entries' THEN
          SELECT a.transaction_id INTO late FROM added a LEFT JOIN ledger_transactions t ON t.workspace_id = a.for_workspace AND t.id = a.transaction_id
          WHERE t.posted_in IS DISTINCT FROM pg_current_xact_id() LIMIT 1;
        ELSE
          SELECT a.transaction_id INTO late FROM added a LEFT JOIN ledger_transactions t ON t.workspace_id = a.workspace_id AND t.id = a.transaction_id
          WHERE t.posted_in IS DISTINCT FROM pg_current_xact_id() LIMIT 1;
        END IF;
        IF FOUND THEN
          RAISE EXCEPTION 'entries added to ledger transaction % after it was booked', late USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
        END IF;
        RETURN NULL;
      END $f$;
      CREATE TRIGGER ledger_entries_in_time AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_entries();
      CREATE TRIGGER house_entries_in_time AFTER INSERT ON house_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_entries();
      ALTER TABLE house_entries DROP CONSTRAINT house_entries_for_workspace_fkey;

      -- As before, but lots are only looked for where an entry has one.
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
        IF EXISTS (SELECT FROM added WHERE lot_id IS NOT NULL) THEN
          UPDATE balance_lots l SET remaining = l.remaining + moved_lot.open, reserved = l.reserved + moved_lot.held
          FROM (SELECT workspace_id, lot_id,
                       coalesce(sum(amount) FILTER (WHERE account LIKE 'customer%'), 0) AS open, coalesce(sum(amount) FILTER (WHERE account LIKE 'reserved%'), 0) AS held
                FROM added WHERE lot_id IS NOT NULL GROUP BY workspace_id, lot_id) moved_lot
          WHERE l.workspace_id = moved_lot.workspace_id AND l.id = moved_lot.lot_id;
        END IF;
        RETURN NULL;
      END $f$;

      -- Books one transaction. Its lines come as columns, all of the same length. Null when it was booked before.
      CREATE FUNCTION post_ledger(of_workspace uuid, what text, from_source text, reversing uuid, because text, in_currency text, booked_at timestamptz,
                                  accounts text[], amounts bigint[], lots uuid[], houses boolean[]) RETURNS uuid LANGUAGE plpgsql AS $f$
      DECLARE posted uuid;
      BEGIN
        INSERT INTO ledger_transactions (workspace_id, kind, source, reverses, reason, entries, at)
        VALUES (of_workspace, what, from_source, reversing, because, cardinality(accounts), booked_at)
        ON CONFLICT (workspace_id, kind, source) DO NOTHING RETURNING id INTO posted;
        IF posted IS NULL THEN RETURN NULL; END IF;
        INSERT INTO house_entries (for_workspace, transaction_id, line_no, account, currency, amount, at)
        SELECT of_workspace, posted, n, accounts[n], in_currency, amounts[n], booked_at FROM generate_subscripts(accounts, 1) n WHERE houses[n];
        INSERT INTO ledger_entries (workspace_id, transaction_id, line_no, account, currency, amount, lot_id)
        SELECT of_workspace, posted, n, accounts[n], in_currency, amounts[n], lots[n] FROM generate_subscripts(accounts, 1) n WHERE NOT houses[n];
        RETURN posted;
      END $f$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Booked money cannot be unbooked.');
  }
}
