import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grant, type LedgerLine, topUp } from '@perennial/billing';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { AccessModule } from '../../access/index.js';
import { MessagingModule } from '../../messaging/index.js';
import { Database } from '../../platform/database/index.js';
import { PrivacyModule } from '../../privacy/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { BillingModule } from '../billing.module.js';
import { AuditLedger } from './audit-ledger.js';
import { CaptureReserve } from './capture-reserve.js';
import { ExpireCredit } from './expire-credit.js';
import { LedgerStore } from './ledger.store.js';
import { ReleaseReserve } from './release-reserve.js';
import { ReserveBalance } from './reserve-balance.js';

const WRITERS = 64;
const MOVEMENTS = process.env['PERENNIAL_LONG'] ? 100_000 : 3_000;
/** Ends what hangs: a hundred thousand movements of six workspaces take minutes, on a slow machine an hour. */
const PATIENCE_MS = 3_600_000;
const KILLS = process.env['PERENNIAL_LONG'] ? 200 : 20;

describe('the ledger in the database', () => {
  let area: Area;
  let database: Database;
  let ledger: LedgerStore;
  const at = new Date('2027-02-01T12:00:00Z');

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, MessagingModule, PrivacyModule, BillingModule], { databasePoolSize: WRITERS });
    database = area.app.get(Database);
    ledger = area.app.get(LedgerStore);
  });
  afterAll(() => area?.close());

  async function aWorkspace(): Promise<string> {
    const id = randomUUID();
    await area.database.rows('INSERT INTO workspaces (id, slug, created_at) VALUES ($1::uuid, $1::text, now())', [id]);
    return id;
  }
  const post = (workspaceId: string, source: string, lines: readonly LedgerLine[], kind = 'test-movement') =>
    database.inWorkspace(workspaceId, (tx) => ledger.post(tx, workspaceId, { kind, source, currency: 'USD', lines, at }));
  async function putIn(workspaceId: string, kind: 'paid' | 'granted', amount: number, source: string = randomUUID()): Promise<string> {
    return database.inWorkspace(workspaceId, async (tx) => {
      const lot = await ledger.addLot(tx, workspaceId, { kind, currency: 'USD', amount, expiresAt: null, reason: 'test', paymentIntentId: null, createdAt: at });
      await ledger.post(tx, workspaceId, { kind: 'top-up', source, currency: 'USD', lines: kind === 'paid' ? topUp(lot, amount, 'cash_clearing:stripe') : grant(lot, amount), at });
      return lot;
    });
  }
  const left = async (workspaceId: string) =>
    Object.fromEntries((await area.database.rows<{ account: string; balance: number }>('SELECT account, balance FROM ledger_accounts WHERE workspace_id = $1 AND balance <> 0', [workspaceId])).map((row) => [row.account, row.balance]));

  it('refuses at the commit what does not sum to zero, and then nothing of it stays', async () => {
    const id = await aWorkspace();
    const off: LedgerLine[] = [{ account: 'deferred_revenue', amount: 100 }, { account: 'cash_clearing:stripe', amount: -99 }];
    await expect(post(id, 'off', off)).rejects.toMatchObject({ constraint: 'ledger_balanced' });
    await expect(post(id, 'one-sided', [{ account: 'revenue', amount: 5 }, { account: 'fees', amount: 5 }])).rejects.toMatchObject({ constraint: 'ledger_balanced' });
    expect(await area.database.rows('SELECT FROM ledger_transactions WHERE workspace_id = $1', [id])).toEqual([]);
    expect(await left(id)).toEqual({});
  });

  it('lets nobody change, remove or add to what is booked, not even the owner of the tables', async () => {
    const id = await aWorkspace();
    const posted = await post(id, 'sale', [{ account: 'deferred_revenue', amount: 100 }, { account: 'cash_clearing:stripe', amount: -100 }]);
    const asApp = (sql: string) => database.inWorkspace(id, (tx) => tx.query(sql));
    for (const [table, column] of [['ledger_entries', 'amount'], ['ledger_transactions', 'at']] as const) {
      await expect(asApp(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toThrow('permission denied');
      await expect(asApp(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      await expect(area.database.rows(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
      await expect(area.database.rows(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('append-only');
    }
    await expect(asApp(`UPDATE ledger_accounts SET balance = 1`)).rejects.toThrow('permission denied');
    await expect(asApp(`UPDATE balance_lots SET remaining = 1`)).rejects.toThrow('permission denied');
    const more = `INSERT INTO ledger_entries (workspace_id, transaction_id, line_no, account, currency, amount) VALUES ('${id}', '${posted}', 8, 'fees', 'USD', 5), ('${id}', '${posted}', 9, 'revenue', 'USD', -5)`;
    await expect(asApp(more)).rejects.toThrow('permission denied');
    await expect(area.database.rows(more)).rejects.toMatchObject({ constraint: 'ledger_balanced' });
    expect(await left(id)).toEqual({ deferred_revenue: 100 });
  });

  it('has no way in but by booking: not beside it in the same transaction, not without entries, not for another workspace', async () => {
    const id = await aWorkspace();
    const book = `SELECT post_ledger('${id}', 'sale', 'beside', NULL, NULL, 'USD', now(), '{deferred_revenue,fees}', '{7,-7}', '{NULL,NULL}')`;
    const header = `INSERT INTO ledger_transactions (workspace_id, kind, source, entries, at) VALUES ('${id}', 'sale', 'empty', 2, now())`;
    const entry = `INSERT INTO ledger_entries (workspace_id, transaction_id, line_no, account, currency, amount) SELECT workspace_id, id, 9, 'fees', 'USD', 7 FROM ledger_transactions WHERE source = 'beside'`;
    await expect(area.database.rows(`SELECT set_config('app.workspace_id', '${id}', true); ${book}; ${entry}`)).rejects.toMatchObject({ constraint: 'ledger_balanced' });
    await expect(area.database.rows(header)).rejects.toMatchObject({ constraint: 'ledger_balanced' });
    await expect(database.inWorkspace(id, (tx) => tx.query(header))).rejects.toThrow('permission denied');
    await expect(database.inWorkspace(await aWorkspace(), (tx) => tx.query(book))).rejects.toThrow('of another workspace');
    const house = book.replace('deferred_revenue', 'revenue');
    await expect(database.inWorkspace(id, (tx) => tx.query(house.replace('USD', 'usd')))).rejects.toMatchObject({ constraint: 'currency_code_check' });
    expect(await left(id)).toEqual({});
  });

  it('never lets a customer’s account below zero, whoever writes', async () => {
    const id = await aWorkspace();
    const lot = await putIn(id, 'paid', 100);
    const spend: LedgerLine[] = [{ account: 'customer_paid', amount: -101, lotId: lot }, { account: 'revenue', amount: 101 }];
    await expect(post(id, 'too-much', spend)).rejects.toThrow(/ledger_accounts_not_below_zero|balance_lots/);
    expect(await left(id)).toEqual({ customer_paid: 100 });
  });

  it('books the same movement once', async () => {
    const id = await aWorkspace();
    await putIn(id, 'paid', 100, 'once');
    const again = await Promise.all(Array.from({ length: 8 }, () => post(id, 'twice', [{ account: 'deferred_revenue', amount: 5 }, { account: 'fees', amount: -5 }])));
    expect(again.filter((posted) => posted !== null)).toHaveLength(1);
    expect(await left(id)).toEqual({ customer_paid: 100, deferred_revenue: 5 });
  });

  it('sets aside, spends, or gives back to the same pieces; each once', async () => {
    const id = await aWorkspace();
    const { reserve, capture, release } = { reserve: area.app.get(ReserveBalance), capture: area.app.get(CaptureReserve), release: area.app.get(ReleaseReserve) };
    const given = await putIn(id, 'granted', 30);
    const paid = await putIn(id, 'paid', 100);
    const inTx = <T>(work: (tx: Parameters<Parameters<Database['inWorkspace']>[1]>[0]) => Promise<T>) => database.inWorkspace(id, work);
    const first = await inTx((tx) => reserve.run(tx, id, { amount: 50, currency: 'USD', source: 'a' }));
    expect(first.lots).toEqual([{ id: given, kind: 'granted', amount: 30 }, { id: paid, kind: 'paid', amount: 20 }]);
    expect(await left(id)).toEqual({ customer_paid: 80, reserved_granted: 30, reserved_paid: 20 });
    await expect(inTx((tx) => reserve.run(tx, id, { amount: 81, currency: 'USD', source: 'b' }))).rejects.toMatchObject({ code: 'balance-too-low' });
    await inTx((tx) => release.run(tx, id, first.id, 'changed their mind'));
    expect(await left(id)).toEqual({ customer_granted: 30, customer_paid: 100 });
    await expect(inTx((tx) => capture.run(tx, id, first.id, { net: 50, tax: 0 }))).rejects.toMatchObject({ code: 'reservation-settled' });
    const second = await inTx((tx) => reserve.run(tx, id, { amount: 100, currency: 'USD', source: 'c' }));
    const both = await Promise.allSettled([
      inTx((tx) => capture.run(tx, id, second.id, { net: 80, tax: 20 })),
      inTx((tx) => release.run(tx, id, second.id, 'at the same time')),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lets a piece expire again by as much as before, when what was set aside comes back after its time', async () => {
    const id = await aWorkspace();
    const expiresAt = new Date('2020-01-01T00:00:00Z');
    const { reserve, release, expire } = { reserve: area.app.get(ReserveBalance), release: area.app.get(ReleaseReserve), expire: area.app.get(ExpireCredit) };
    const lot = await putIn(id, 'granted', 10);
    const { id: reservation } = await database.inWorkspace(id, (tx) => reserve.run(tx, id, { amount: 5, currency: 'USD', source: 'half' }));
    await area.database.rows('UPDATE balance_lots SET expires_at = $2 WHERE id = $1', [lot, expiresAt]);
    const expireNow = () => database.inWorkspace(id, (tx) => expire.run(tx, { workspaceId: id, currency: 'USD' }));
    await expireNow();
    expect(await left(id)).toEqual({ reserved_granted: 5 });
    await database.inWorkspace(id, (tx) => release.run(tx, id, reservation, 'not needed'));
    await expireNow();
    expect(await left(id)).toEqual({});
    await expireNow();
    expect(await area.database.rows(`SELECT count(*) AS count FROM ledger_transactions WHERE workspace_id = $1 AND kind = 'expiry'`, [id])).toEqual([{ count: 2 }]);
    // Nothing is left that could be due again: the workspace would be looked at for ever.
    expect(await database.inWorkspace(id, (tx) => ledger.nextExpiry(tx, id))).toBeNull();
  });

  it('a fault that was planted behind its back is found by the audit', async () => {
    const audit = area.app.get(AuditLedger);
    expect(await audit.run()).toMatchObject({ sound: true, faults: [] });
    const id = await aWorkspace();
    const lot = await putIn(id, 'paid', 100);
    await area.database.rows(`UPDATE ledger_accounts SET balance = 120 WHERE workspace_id = $1 AND account = 'customer_paid'`, [id]);
    await area.database.rows('UPDATE balance_lots SET remaining = 90 WHERE workspace_id = $1', [id]);
    const { sound, faults } = await audit.run();
    expect(sound).toBe(false);
    expect(faults.filter((fault) => fault.workspaceId === id).map(({ fault, off }) => [fault, off]).sort()).toEqual([
      ['balance-not-its-entries', 20], ['lot-not-its-entries', -10], ['lots-not-the-balance', -30],
    ]);
    await area.database.rows(`UPDATE ledger_accounts SET balance = 100 WHERE workspace_id = $1 AND account = 'customer_paid'`, [id]);
    await area.database.rows('UPDATE balance_lots SET remaining = 100 WHERE id = $1', [lot]);
    expect((await audit.run()).sound).toBe(true);
  });

  it(`${WRITERS} writers, ${MOVEMENTS} movements, connections killed in between: zero-sum, never negative, balances are the sum of their entries`, async () => {
    const { reserve, capture, release } = { reserve: area.app.get(ReserveBalance), capture: area.app.get(CaptureReserve), release: area.app.get(ReleaseReserve) };
    const workspaces = await Promise.all(Array.from({ length: 6 }, aWorkspace));
    const done = { moved: 0, refused: 0, terminated: 0 };
    // Movements whose connection was lost: whether they count is asked of the database afterwards.
    const unsure: number[] = [];
    const expected = new Map(workspaces.map((id) => [id, 0]));
    let next = 0;
    let nextKill = 0;

    // Every fourth puts money in, the others spend or set aside and give back: spending outruns what is there.
    const workspaceOf = (i: number) => workspaces[i % workspaces.length] ?? '';
    const amountOf = (i: number) => 1 + (i % (i % 4 === 0 ? 997 : 401));
    function count(i: number): void {
      const change = [amountOf(i), 0, -amountOf(i), -amountOf(i)][i % 4] ?? 0;
      expected.set(workspaceOf(i), (expected.get(workspaceOf(i)) ?? 0) + change);
    }
    async function move(i: number): Promise<void> {
      const id = workspaceOf(i);
      const amount = amountOf(i);
      if (i % 4 === 0) {
        await putIn(id, i % 8 === 0 ? 'granted' : 'paid', amount, `movement-${i}`);
        return;
      }
      await database.inWorkspace(id, async (tx) => {
        const { id: reservation } = await reserve.run(tx, id, { amount, currency: 'USD', source: `movement-${i}` });
        if (i % 4 === 1) await release.run(tx, id, reservation, 'test');
        else await capture.run(tx, id, reservation, { net: amount, tax: 0 });
      });
    }
    async function writer(): Promise<void> {
      for (let i = next++; i < MOVEMENTS; i = next++) {
        if (i >= nextKill) {
          nextKill = i + Math.floor(MOVEMENTS / KILLS);
          const ended = await area.database.rows(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'perennial_app' AND state <> 'idle' LIMIT 3`);
          done.terminated += ended.length;
        }
        try {
          await move(i);
          done.moved++;
          count(i);
        } catch (error) {
          if ((error as { code?: string }).code === 'balance-too-low') done.refused++;
          else if (/ConnectionLost|terminat|ECONNRESET|not queryable|closed/i.test(String(error))) unsure.push(i);
          else throw error;
        }
      }
    }
    await Promise.all(Array.from({ length: WRITERS }, writer));

    const { sound, faults } = await area.app.get(AuditLedger).run();
    expect({ sound, faults }).toEqual({ sound: true, faults: [] });
    const found = await area.database.rows<{ i: number }>(
      `SELECT DISTINCT substr(source, 10)::int AS i FROM ledger_transactions WHERE source = ANY($1) AND workspace_id = ANY($2)`,
      [unsure.map((i) => `movement-${i}`), workspaces],
    );
    for (const { i } of found) count(i);
    expect(done.moved + done.refused + unsure.length).toBe(MOVEMENTS);
    expect(done.moved).toBeGreaterThan(MOVEMENTS / 3);
    expect(done.refused).toBeGreaterThan(0);
    expect(done.terminated).toBeGreaterThan(0);
    for (const id of workspaces) {
      const balances = await left(id);
      expect(Object.values(balances).every((balance) => balance >= 0)).toBe(true);
      expect((balances['customer_paid'] ?? 0) + (balances['customer_granted'] ?? 0)).toBe(expected.get(id));
    }
    const [stray] = await area.database.rows<{ count: number }>(
      `SELECT count(*) AS count FROM ledger_transactions t WHERE t.kind = 'reserve'
       AND (SELECT count(*) FROM ledger_transactions e WHERE e.workspace_id = t.workspace_id AND e.kind IN ('capture', 'release') AND e.source = t.id::text) <> 1
       AND t.workspace_id = ANY($1)`,
      [workspaces],
    );
    expect(stray?.count).toBe(0);
  }, PATIENCE_MS);

  it('entries of no transaction, and a transaction without its entries, are found by the audit', async () => {
    const id = await aWorkspace();
    const [astray, empty] = [randomUUID(), randomUUID()];
    await area.database.rows(
      `SELECT set_config('app.ledger_posting', 'on', true);
       INSERT INTO ledger_entries (workspace_id, transaction_id, line_no, account, currency, amount) VALUES ('${id}', '${astray}', 1, 'fees', 'USD', 5), ('${id}', '${astray}', 2, 'revenue', 'USD', -5);
       ALTER TABLE ledger_transactions DISABLE TRIGGER ledger_balanced;
       INSERT INTO ledger_transactions (workspace_id, id, kind, source, entries, at) VALUES ('${id}', '${empty}', 'sale', 'empty', 2, now());
       ALTER TABLE ledger_transactions ENABLE TRIGGER ledger_balanced`,
    );
    const { sound, faults } = await area.app.get(AuditLedger).run();
    expect(sound).toBe(false);
    expect(faults.map(({ fault, subject }) => [fault, subject]).sort()).toEqual([astray, empty].sort().map((subject) => ['not-balanced', subject]));
  });
});
