import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectedShop } from '@perennial/contract/admin';
import { Webhook } from 'standardwebhooks';
import supertest from 'supertest';
import { everySo, type LedgerDesk, openLedgerDesk } from '../../../test/builders/ledger-desk.js';
import { tenantTables } from '../../../test/stage/tenant-tables.js';
import { ApplyDelivery, ShopsModule } from '../integrations/shops/index.js';
import { TakeBackImport } from './imports/index.js';

/** The connection dies at a chosen statement, which is what the database sees of a process that is killed there. */
describe('what is killed in the middle', () => {
  let desk: LedgerDesk;
  let shop: ConnectedShop;
  let tables: string[];
  let round = 0;

  beforeAll(async () => {
    desk = await openLedgerDesk('2029-06-20T12:00:00Z', [ShopsModule]);
    tables = await tenantTables(desk.area.database);
    shop = (await desk.staff.post(`${desk.url}/shops`).send({ kind: 'standard', name: 'Own' }).expect(201)).body as ConnectedShop;
    await desk.staff.post(`${desk.url}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' }).expect(201);
    await desk.import(Array.from({ length: 12 }, (_, n) => everySo(`other${n}`, 'tea', '2029-01-03', 25 + n, 6)).join(''));
    await desk.rows(
      `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $f$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60); RETURN NULL; END $f$`,
    );
  });
  beforeEach(() => {
    round += 1;
  });
  afterEach(() => noLongerDies());
  afterAll(() => desk.close());

  const diesAt = (table: string, on: 'INSERT' | 'UPDATE' | 'DELETE') => desk.rows(`CREATE TRIGGER dies AFTER ${on} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION die()`);
  async function noLongerDies(): Promise<void> {
    for (const table of tables) await desk.rows(`DROP TRIGGER IF EXISTS dies ON ${table}`);
  }

  /** Everything the workspace has, and the jobs that wait. */
  async function everything(): Promise<Record<string, unknown>> {
    const state: Record<string, unknown> = {};
    for (const table of [...tables.filter((table) => table !== 'portal_sessions'), 'graphile_worker._private_jobs']) {
      const rows = await desk.rows<{ row: string }>(`SELECT t::text AS row FROM ${table} t`);
      state[table] = rows.map(({ row }) => row).sort();
    }
    return state;
  }

  /** Dies there and has done nothing; the next time it does everything. */
  async function diesAndComesAgain(table: string, on: 'INSERT' | 'UPDATE' | 'DELETE', run: () => Promise<boolean>): Promise<void> {
    const before = await everything();
    await diesAt(table, on);
    expect(await run()).toBe(false);
    await noLongerDies();
    expect(await everything()).toEqual(before);
    expect(await run()).toBe(true);
    expect(await everything()).not.toEqual(before);
  }

  const worked = (work: () => Promise<unknown>) => work().then(() => true, () => false);
  const answered = (request: PromiseLike<{ status: number }>) => Promise.resolve(request).then(({ status }) => status < 300);
  const idOf = async (externalId: string) => (await desk.rows<{ id: string }>('SELECT id FROM customers WHERE external_id = $1', [externalId]))[0]?.id ?? '';
  const strays = () =>
    desk.rows(`SELECT 1 FROM purchase_lines l WHERE NOT EXISTS (SELECT FROM purchases p WHERE p.id = l.purchase_id) OR NOT EXISTS (SELECT FROM customers c WHERE c.id = l.customer_id)`);

  it.each([
    ['taken_back_lines', 'INSERT'],
    ['purchases', 'DELETE'],
    ['imports', 'UPDATE'],
    ['audit_entries', 'INSERT'],
  ] as const)('undoing an import, at %s (%s): whole before, whole after', async (table, on) => {
    const { id } = await desk.import(everySo(`undo${round}`, 'tea', '2029-02-03', 28, 4));
    await desk.staff.post(`${desk.url}/imports/${id}/undo`).expect(200);
    await diesAndComesAgain(table, on, () => worked(() => desk.area.app.get(TakeBackImport).run(desk.workspaceId, id)));
    expect(await desk.rows('SELECT status, undone FROM imports WHERE id = $1', [id])).toEqual([{ status: 'undone', undone: { lines: 4, purchases: 4, keptLines: 0 } }]);
    expect(await strays()).toEqual([]);
  });

  it.each([
    ['purchase_lines', 'UPDATE'],
    ['merged_customers', 'INSERT'],
    ['customers', 'DELETE'],
    ['cycles', 'INSERT'],
    ['audit_entries', 'INSERT'],
  ] as const)('merging two customers, at %s (%s): two before, one after', async (table, on) => {
    const [from, into] = [`from${round}`, `into${round}`];
    await desk.import(everySo(from, 'tea', '2029-02-03', 56, 3) + everySo(into, 'tea', '2029-02-20', 50, 3));
    await desk.refresh();
    const [goes, stays] = [await idOf(from), await idOf(into)];
    await diesAndComesAgain(table, on, () => answered(desk.staff.post(`${desk.url}/customers/${goes}/merge`).send({ into: stays })));
    expect(await desk.rows('SELECT count(*)::int AS orders FROM purchases WHERE customer_id = $1', [stays])).toEqual([{ orders: 6 }]);
    expect(await strays()).toEqual([]);
  });

  it.each([
    ['suppressions', 'INSERT'],
    ['customers', 'UPDATE'],
    ['erasures', 'INSERT'],
    ['audit_entries', 'INSERT'],
  ] as const)('erasing a customer, at %s (%s): known before, forgotten after', async (table, on) => {
    await desk.import(everySo(`erase${round}`, 'tea', '2029-02-03', 28, 4));
    const id = await idOf(`erase${round}`);
    await diesAndComesAgain(table, on, () => answered(desk.staff.post(`${desk.url}/customers/${id}/erase`)));
    expect(await desk.rows('SELECT name, email, external_id FROM customers WHERE id = $1', [id])).toEqual([{ name: '', email: null, external_id: null }]);
  });

  it.each([
    ['shop_orders', 'UPDATE'],
    ['purchase_lines', 'INSERT'],
    ['audit_entries', 'INSERT'],
    ['shop_deliveries', 'UPDATE'],
  ] as const)('what a shop told, at %s (%s): booked once when the job comes again', async (table, on) => {
    const order = {
      id: `web${round}`, orderedAt: '2029-05-01T10:00:00Z', updatedAt: '2029-05-01T10:00:00Z', currency: 'GBP', customer: { id: `web${round}`, email: `web${round}@shop.example` },
      lines: [{ id: 'l1', productId: 'tea', productName: 'Tea', quantity: 2, unitPriceMinor: 450 }],
    };
    const body = JSON.stringify({ type: 'order.created', timestamp: '2029-05-01T10:00:00Z', data: { order } });
    const [deliveryId, at] = [randomUUID(), new Date()];
    await supertest(desk.area.app.getHttpServer()).post(new URL(shop.webhookUrl).pathname)
      .set({ 'Content-Type': 'application/json', 'webhook-id': deliveryId, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': new Webhook(shop.secret).sign(deliveryId, at, body) })
      .send(body).expect(204);
    const apply = () => worked(() => desk.area.app.get(ApplyDelivery).run(desk.workspaceId, shop.id, deliveryId));
    await diesAndComesAgain(table, on, apply);
    await apply();
    const lines = await desk.rows(`SELECT l.quantity FROM purchases p JOIN purchase_lines l ON l.purchase_id = p.id WHERE p.external_id = $1`, [`web${round}`]);
    expect(lines).toEqual([{ quantity: 2 }]);
    expect(await desk.rows('SELECT status FROM shop_deliveries WHERE delivery_id = $1', [deliveryId])).toEqual([{ status: 'applied' }]);
  });
});
