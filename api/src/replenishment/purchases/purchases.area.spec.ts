import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BookedPurchase, Purchase } from '@perennial/contract/admin';
import { aPerson, aWorkspace, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { AccessModule } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { PurchasesModule } from './index.js';

const TEA = { productExternalId: 'T-1', productName: 'Green tea 100 g', quantity: 2, unitPriceMinor: 899 };

describe('the purchase ledger over HTTP', () => {
  let area: Area;
  let workspaceId: string;
  let url: string;
  let staff: Awaited<ReturnType<typeof signedIn>>;

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, PurchasesModule]);
    const clerk = await aPerson(area.app, 'carl');
    workspaceId = await aWorkspace(area.app, 'teas', [[clerk, 'staff']]);
    url = `/api/v1/workspaces/${workspaceId}/purchases`;
    staff = await signedIn(area.app, clerk);
    await area.app.get(Clock).moveTo(new Date('2040-01-15T12:00:00Z'));
  });
  afterAll(() => area?.close());

  const daysAgo = (days: number) => new Date(area.app.get(Clock).now().getTime() - days * 86_400_000).toISOString();
  const order = (externalId: string, rest: object = {}) => ({ externalId, customerExternalId: 'C-1', orderedAt: daysAgo(10), lines: [TEA], ...rest });
  const book = async (request: object) => (await staff.post(url).send(request).expect(200)).body as BookedPurchase;
  const count = async (table: string) => (await area.database.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE workspace_id = $1`, [workspaceId]))[0]?.n;

  it('books an order once: the same one again changes nothing and answers with what is booked', async () => {
    const first = await book(order('A-1'));
    expect(first).toMatchObject({ booked: true, purchase: { source: 'api', externalId: 'A-1', currency: 'GBP', lines: [{ productName: 'Green tea 100 g', lineNo: 1, quantity: 2, unitPriceMinor: 899 }] } });
    const before = [await count('purchases'), await count('purchase_lines'), await count('audit_entries')];
    expect(await book(order('A-1', { lines: [{ ...TEA, quantity: 99 }] }))).toEqual({ booked: false, purchase: first.purchase });
    expect([await count('purchases'), await count('purchase_lines'), await count('audit_entries')]).toEqual(before);
  });

  it('books it once also when it arrives five times at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => staff.post(url).send(order('A-2'))));
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(answers.filter(({ body }) => (body as BookedPurchase).booked)).toHaveLength(1);
    expect(await area.database.rows(`SELECT 1 FROM purchases WHERE external_id = 'A-2'`)).toHaveLength(1);
  });

  it('adds the customer and the products it did not know, and fills in what was not known of them', async () => {
    const { purchase } = await book(order('A-3', { customerExternalId: 'C-7', customer: { name: 'Ada' } }));
    await book(order('A-4', { customerExternalId: 'C-7', customer: { name: 'Somebody', email: 'ada@customers.example' } }));
    expect(await area.database.rows(`SELECT name, email FROM customers WHERE id = $1`, [purchase.customerId])).toEqual([{ name: 'Ada', email: 'ada@customers.example' }]);
    expect(await area.database.rows(`SELECT 1 FROM products WHERE external_id = 'T-1'`)).toHaveLength(1);
    await book(order('A-5', { lines: [{ productExternalId: 'POST', productName: 'Postage' }] }));
    expect(await area.database.rows(`SELECT remindable FROM products WHERE external_id = 'POST'`)).toEqual([{ remindable: false }]);
  });

  it('numbers the lines of one product, and dates the order by the workspace’s day', async () => {
    const { purchase } = await book(order('A-6', { orderedAt: '2039-06-30T23:30:00Z', lines: [TEA, TEA] }));
    expect(purchase.orderedOn).toBe('2039-07-01'); // London is an hour ahead in summer
    expect(purchase.lines.map(({ lineNo }) => lineNo)).toEqual([1, 2]);
  });

  it('refuses an order of tomorrow, of nobody, of another customer, and of nothing', async () => {
    expect((await staff.post(url).send(order('B-1', { orderedAt: daysAgo(-1) })).expect(422)).body).toMatchObject({ code: 'order-in-future' });
    expect((await staff.post(url).send(order('B-1', { customerId: randomUUID() })).expect(404)).body).toMatchObject({ code: 'not-found' });
    await book(order('B-2'));
    expect((await staff.post(url).send(order('B-2', { customerExternalId: 'C-2' })).expect(409)).body).toMatchObject({ code: 'order-of-another-customer' });
    for (const lines of [[], [{ ...TEA, quantity: 0 }], [{ quantity: 1 }]]) await staff.post(url).send(order('B-1', { lines })).expect(400);
    await staff.post(url).send({ externalId: 'B-1', orderedAt: daysAgo(1), lines: [TEA] }).expect(400);
    expect(await area.database.rows(`SELECT 1 FROM customers WHERE external_id = 'C-2'`)).toEqual([]); // what was refused left nothing behind
  });

  it('names what is wrong with impossible input, and books names as they are written', async () => {
    const refused = async (rest: object, status: number) => (await staff.post(url).send(order('X-1', rest)).expect(status)).body as { code: string; fields?: { path: string }[] };
    expect(await refused({ orderedAt: '0202-01-01T00:00:00Z' }, 422)).toMatchObject({ code: 'order-too-old' });
    expect(await refused({ currency: 'XQQ' }, 422)).toMatchObject({ code: 'unknown-currency' });
    for (const line of [{ quantity: 0 }, { quantity: 1e9 }, { quantity: 1.5 }, { productName: '' }, { productName: 'x'.repeat(600_000) }, { unitPriceMinor: -1 }]) {
      expect(await refused({ lines: [{ ...TEA, ...line }] }, 400)).toMatchObject({ code: 'invalid-input', fields: [{ path: expect.stringContaining('lines.0') }] });
    }
    expect(await refused({ lines: [{ ...TEA, productName: 'x'.repeat(1_100_000) }] }, 413)).toMatchObject({ code: 'too-large' });
    expect(await refused({ lines: [{ productExternalId: 'T\u0000' }] }, 400)).toMatchObject({ code: 'invalid-input' });
    const { purchase } = await book(order('X-1', { lines: [{ productExternalId: '🍵', productName: '🍵 抹茶' }] }));
    expect(purchase.lines[0]?.productName).toBe('🍵 抹茶');
  });

  it('takes back some, then the rest, and never more than was bought', async () => {
    const { purchase } = await book(order('R-1', { lines: [{ ...TEA, quantity: 5 }] }));
    const productId = purchase.lines[0]?.productId;
    const takeBack = (request: object) => staff.post(`${url}/${purchase.id}/return`).send(request);
    const some = (await takeBack({ externalId: 'back-1', lines: [{ productId, quantity: 2 }] }).expect(200)).body as BookedPurchase;
    expect(some).toMatchObject({ booked: true, purchase: { lines: [{ quantity: -2, unitPriceMinor: 899 }] } });
    expect((await takeBack({ externalId: 'back-1', lines: [{ productId, quantity: 2 }] }).expect(200)).body).toEqual({ booked: false, purchase: some.purchase });
    expect((await takeBack({ externalId: 'back-2', lines: [{ productId, quantity: 4 }] }).expect(422)).body).toMatchObject({ code: 'more-than-bought' });
    expect((await takeBack({ externalId: 'back-3' }).expect(200)).body).toMatchObject({ purchase: { lines: [{ quantity: -3 }] } });
    expect((await takeBack({ externalId: 'back-4' }).expect(422)).body).toMatchObject({ code: 'more-than-bought' });
  });

  it('lists orders by day, a page at a time, narrowed to a customer or product', async () => {
    const days = [3, 1, 2];
    for (const [n, day] of days.entries()) await book(order(`L-${n}`, { source: 'till', orderedAt: daysAgo(day) }));
    const page = async (number: number) =>
      ((await staff.get(url).query({ sort: '-orderedAt', perPage: 2, page: number, filter: JSON.stringify({ source: 'till' }) }).expect(200)).body as { data: Purchase[]; total: number });
    expect((await page(1)).data.map(({ externalId }) => externalId)).toEqual(['L-1', 'L-2']);
    expect(await page(2)).toMatchObject({ data: [{ externalId: 'L-0' }], total: 3 });
    const none = await staff.get(url).query({ filter: JSON.stringify({ productId: randomUUID() }) }).expect(200);
    expect(none.body).toEqual({ data: [], total: 0 });
  });
});
