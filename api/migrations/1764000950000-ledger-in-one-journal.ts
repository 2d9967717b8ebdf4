import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Both halves of a transaction stand in one table, and one function is the only way in: it writes the transaction, its entries and
 * what they change of balances and pieces. What two tables and six triggers had to find out again for each entry, it knows.
 */
export class LedgerInOneJournal1764000950000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER ledger_entries_add_up ON ledger_entries;
      DROP TRIGGER ledger_entries_in_time ON ledger_entries;
      DROP TRIGGER house_entries_in_time ON house_entries;
      DROP FUNCTION add_up_ledger, refuse_late_entries, post_ledger;

      -- What may stand in a column, as its type: checks are read anew by every statement, also by one that leaves the column alone.
      CREATE TYPE ledger_account AS ENUM (
        'customer_granted', 'customer_paid', 'deferred_revenue', 'receivable', 'reserved_granted', 'reserved_paid',
        'cash_clearing:stripe', 'cash_clearing:bank', 'fees', 'revenue', 'tax_payable', 'promotions', 'refunds_payable', 'breakage', 'suspense');
      -- Whether it says what a workspace has with us; the others are the house's own. Only the former have a balance that is kept, and
      -- so a row to lock: the house's are summed when asked, and workspaces never wait for each other.
      CREATE FUNCTION is_of_customer(account ledger_account) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $f$ SELECT account IN ('customer_granted', 'customer_paid', 'deferred_revenue', 'receivable', 'reserved_granted', 'reserved_paid') $f$;

      CREATE DOMAIN currency_code AS text CHECK (VALUE ~ '^[A-Z]{3}$');
      ALTER TABLE ledger_accounts
        DROP CONSTRAINT ledger_accounts_account_check,
        DROP CONSTRAINT ledger_accounts_currency_check,
        ALTER COLUMN currency TYPE currency_code,
        DROP CONSTRAINT ledger_accounts_not_below_zero,
        ALTER COLUMN account TYPE ledger_account USING account::ledger_account,
        ADD CONSTRAINT ledger_accounts_not_below_zero CHECK (balance >= 0 OR account = 'receivable');

      -- That a transaction has its entries, and an entry its transaction, is what post_ledger does and nobody else can.
      ALTER TABLE ledger_entries
        DROP CONSTRAINT ledger_entries_check,
        DROP CONSTRAINT ledger_entries_amount_check,
        DROP CONSTRAINT ledger_entries_workspace_id_transaction_id_fkey,
        ALTER COLUMN currency TYPE currency_code,
        ALTER COLUMN account TYPE ledger_account USING account::ledger_account;
      DO $$
      DECLARE of_workspace uuid;
      BEGIN
        FOR of_workspace IN SELECT DISTINCT for_workspace FROM house_entries LOOP
          PERFORM set_config('app.workspace_id', of_workspace::text, true);
          INSERT INTO ledger_entries (workspace_id, transaction_id, line_no, account, currency, amount)
          SELECT h.for_workspace, h.transaction_id, h.line_no, h.account::ledger_account, h.currency, h.amount FROM house_entries h WHERE h.for_workspace = of_workspace;
        END LOOP;
        PERFORM set_config('app.workspace_id', '', true);
      END $$;
      DROP TABLE house_entries;
      ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_amount_and_lot CHECK (
        amount <> 0 AND amount BETWEEN -100000000000000 AND 100000000000000
        AND (lot_id IS NOT NULL) = (account IN ('customer_granted', 'customer_paid', 'reserved_granted', 'reserved_paid')));

      -- Lengths by type. The number of entries needs no check: one entry cannot sum to zero. Ids are in the order of booking, so the
      -- newest are found by them; and a workspace that does not exist has no accounts.
      ALTER TABLE ledger_transactions
        DROP CONSTRAINT ledger_transactions_kind_check,
        DROP CONSTRAINT ledger_transactions_source_check,
        DROP CONSTRAINT ledger_transactions_reason_check,
        DROP CONSTRAINT ledger_transactions_entries_check,
        DROP CONSTRAINT ledger_transactions_workspace_id_fkey,
        ALTER COLUMN kind TYPE varchar(40),
        ALTER COLUMN source TYPE varchar(200),
        ALTER COLUMN reason TYPE varchar(500),
        DROP COLUMN posted_in;
      DROP INDEX ledger_transactions_newest;

      CREATE OR REPLACE FUNCTION open_ledger(of_workspace uuid, in_currency text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $f$
        INSERT INTO ledger_accounts (workspace_id, currency, account, balance)
        SELECT of_workspace, in_currency, account, 0
        FROM unnest(enum_range(NULL::ledger_account)) AS account WHERE is_of_customer(account) ORDER BY account
        ON CONFLICT DO NOTHING
      $f$;

      CREATE OR REPLACE FUNCTION check_ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $f$
      BEGIN
        IF (SELECT bool_or(c.amount <> 0) OR sum(c.entries) <> NEW.entries FROM (
              SELECT count(*) AS entries, sum(amount) AS amount FROM ledger_entries WHERE workspace_id = NEW.workspace_id AND transaction_id = NEW.id GROUP BY currency
            ) c) IS NOT FALSE THEN
          RAISE EXCEPTION 'ledger transaction % is not balanced', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
        END IF;
        RETURN NULL;
      END $f$;

      -- Books one transaction. Its lines come as columns, all of the same length. Null when it was booked before. It runs as the owner:
      -- the application can add nothing to the books but by this, and cannot write a balance at all. Accounts and pieces are changed in
      -- the order of their names and ids, so that no two writers wait for each other in a circle.
      CREATE FUNCTION post_ledger(of_workspace uuid, what text, from_source text, reversing uuid, because text, in_currency currency_code, booked_at timestamptz,
                                  accounts ledger_account[], amounts bigint[], lots uuid[]) RETURNS uuid LANGUAGE plpgsql
                                  SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $f$
      DECLARE
        posted uuid;
        was_told text; -- what the setting of the parameter answers
        moved bigint;
        changed ledger_account;
        piece record;
      BEGIN
        -- No policy binds an owner who is a superuser, as in many a container.
        IF of_workspace IS DISTINCT FROM current_workspace() THEN
          RAISE EXCEPTION 'a ledger transaction of another workspace' USING ERRCODE = 'insufficient_privilege';
        END IF;
        INSERT INTO ledger_transactions (workspace_id, kind, source, reverses, reason, entries, at)
        VALUES (of_workspace, what, from_source, reversing, because, cardinality(accounts), booked_at)
        ON CONFLICT (workspace_id, kind, source) DO NOTHING RETURNING id INTO posted;
        IF posted IS NULL THEN RETURN NULL; END IF;

        was_told := set_config('app.ledger_posting', 'on', true);
        INSERT INTO ledger_entries (workspace_id, transaction_id, line_no, account, currency, amount, lot_id)
        SELECT of_workspace, posted, n, accounts[n], in_currency, amounts[n], lots[n] FROM generate_subscripts(accounts, 1) n;
        was_told := set_config('app.ledger_posting', 'off', true);

        FOREACH changed IN ARRAY enum_range(NULL::ledger_account) LOOP
          CONTINUE WHEN changed <> ALL (accounts) OR NOT is_of_customer(changed);
          moved := 0;
          FOR n IN 1 .. cardinality(accounts) LOOP
            IF accounts[n] = changed THEN moved := moved + amounts[n]; END IF;
          END LOOP;
          UPDATE ledger_accounts a SET balance = a.balance + moved WHERE a.workspace_id = of_workspace AND a.currency = in_currency AND a.account = changed;
          IF NOT FOUND THEN
            PERFORM open_ledger(of_workspace, in_currency);
            UPDATE ledger_accounts a SET balance = a.balance + moved WHERE a.workspace_id = of_workspace AND a.currency = in_currency AND a.account = changed;
          END IF;
        END LOOP;
        IF num_nonnulls(VARIADIC lots) > 0 THEN
          FOR piece IN
            SELECT l.lot_id, coalesce(sum(l.amount) FILTER (WHERE l.account IN ('customer_granted', 'customer_paid')), 0) AS open,
                   coalesce(sum(l.amount) FILTER (WHERE l.account IN ('reserved_granted', 'reserved_paid')), 0) AS held
            FROM unnest(accounts, amounts, lots) AS l(account, amount, lot_id) WHERE l.lot_id IS NOT NULL GROUP BY l.lot_id ORDER BY l.lot_id
          LOOP
            UPDATE balance_lots l SET remaining = l.remaining + piece.open, reserved = l.reserved + piece.held WHERE l.workspace_id = of_workspace AND l.id = piece.lot_id;
          END LOOP;
        END IF;
        RETURN posted;
      END $f$;
      REVOKE EXECUTE ON FUNCTION post_ledger FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION post_ledger TO perennial_app;
      REVOKE INSERT ON ledger_transactions, ledger_entries FROM perennial_app;

      -- Not even the owner adds to what is booked, without meaning to.
      CREATE FUNCTION refuse_stray_entries() RETURNS trigger LANGUAGE plpgsql AS $f$
      BEGIN
        RAISE EXCEPTION 'ledger entries are added by post_ledger' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
      END $f$;
      CREATE TRIGGER ledger_entries_posted BEFORE INSERT ON ledger_entries FOR EACH STATEMENT
        WHEN (current_setting('app.ledger_posting', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION refuse_stray_entries();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Booked money cannot be unbooked.');
  }
}
