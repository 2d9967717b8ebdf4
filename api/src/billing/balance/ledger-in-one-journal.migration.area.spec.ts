import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DatabaseOfBefore, openDatabaseOfBefore } from '../../../../test/stage/open-database-of-before.js';
import { Database } from '../../platform/database/index.js';
import { LedgerAuditStore } from './ledger-audit.store.js';
import { LedgerStore } from './ledger.store.js';

const ONE_JOURNAL = '1764000950000';

describe('books from before both halves stood in one table', () => {
  let before: DatabaseOfBefore;
  const [teas, pets] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    before = await openDatabaseOfBefore(ONE_JOURNAL, async (superuser) => {
      for (const [i, id] of [teas, pets].entries()) {
        await superuser.query('INSERT INTO workspaces (id, slug, created_at) VALUES ($1::uuid, $1::text, now())', [id]);
        const { rows } = await superuser.query<{ id: string }>(
          `INSERT INTO balance_lots (workspace_id, kind, currency, amount, reason, created_at) VALUES ($1, 'paid', 'EUR', $2, 'top-up', now()) RETURNING id`,
          [id, 500 + i],
        );
        // What books belongs to the owner of the tables, whom the policies bind.
        await superuser.query(`SELECT set_config('app.workspace_id', $1, false)`, [id]);
        const post = 'SELECT post_ledger($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9, $10)';
        await superuser.query(post, [id, 'top-up', 'first', 'paid in', 'EUR', new Date('2027-02-01'), ['cash_clearing:stripe', 'customer_paid'], [-500 - i, 500 + i], [null, rows[0]?.id], [true, false]]);
        await superuser.query(post, [id, 'sale', 'second', null, 'EUR', new Date('2027-02-02'), ['cash_clearing:bank', 'tax_payable', 'deferred_revenue'], [-120, 20, 100], [null, null, null], [true, true, false]]);
      }
    });
  });
  afterAll(() => before?.close());

  it('are whole: every entry, balance and piece as it was, each workspace’s by itself', async () => {
    const database = new Database(before.dataSource);
    for (const [i, id] of [teas, pets].entries()) {
      const audited = await database.inWorkspace(id, (tx) => new LedgerAuditStore().audit(tx, id));
      expect(audited).toMatchObject({ transactions: 2, faults: [] });
      expect(audited.house.sort((a, b) => a.account.localeCompare(b.account))).toEqual([
        { account: 'cash_clearing:bank', currency: 'EUR', balance: -120 }, { account: 'cash_clearing:stripe', currency: 'EUR', balance: -500 - i }, { account: 'tax_payable', currency: 'EUR', balance: 20 },
      ]);
      expect(audited.customers.filter(({ balance }) => balance !== 0)).toEqual([
        { account: 'customer_paid', currency: 'EUR', balance: 500 + i }, { account: 'deferred_revenue', currency: 'EUR', balance: 100 },
      ]);
    }
  });

  it('say of a movement what they said, and are added to', async () => {
    const database = new Database(before.dataSource);
    const ledger = new LedgerStore();
    await database.inWorkspace(teas, async (tx) => {
      const sale = await ledger.findBySource(tx, teas, 'sale', 'second');
      expect(await ledger.find(tx, teas, sale ?? '')).toMatchObject({
        kind: 'sale', currency: 'EUR',
        lines: [{ account: 'cash_clearing:bank', amount: -120 }, { account: 'tax_payable', amount: 20 }, { account: 'deferred_revenue', amount: 100 }],
      });
      await ledger.post(tx, teas, { kind: 'sale', source: 'third', currency: 'EUR', lines: [{ account: 'cash_clearing:bank', amount: -7 }, { account: 'deferred_revenue', amount: 7 }], at: new Date('2027-02-03') });
      expect(await ledger.accountBalance(tx, teas, 'EUR', 'deferred_revenue')).toBe(107);
    });
  });
});
