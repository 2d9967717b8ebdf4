import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Attribution, AttributionList, BookedPurchase, Rule } from '@perennial/contract/admin';
import { type Credit, creditOrders, type OrderedLine, type Touch } from '@perennial/replenishment';
import fc from 'fast-check';
import pg from 'pg';
import { openRhythmDesk, type RhythmDesk, type Shopper } from '../../../../test/builders/rhythm-desk.js';
import { openDatabase, type TestDatabase } from '../../../../test/stage/open-database.js';
import { Database } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { REFRESH_CYCLES } from '../cycles/index.js';
import { ATTRIBUTE } from './attribution.sql.js';

describe('orders that followed a reminder', () => {
  let desk: RhythmDesk;
  let tea: string;
  let soap: string;
  let rule: Rule;
  let url: string;
  let orders = 0;

  beforeAll(async () => {
    desk = await openRhythmDesk('2027-04-14T12:00:00Z');
    url = `/api/v1/workspaces/${desk.workspaceId}`;
    tea = await desk.product('Green tea 100 g');
    soap = await desk.product('Soap');
    rule = await aRule('Everything', { kind: 'everything' });
  });
  afterAll(() => desk?.close());

  const aRule = async (name: string, scope: object) => (await desk.staff.post(`${url}/rules`).send({ name, scope, leadDays: 5, channel: 'email' }).expect(201)).body as Rule;

  /** A reminder of the past: sent at that moment, or held back then. */
  async function reminded(customer: Shopper, productId: string, at: string, { heldBack = false, experimentNo = null as number | null, ruleId = rule.id } = {}): Promise<string> {
    const [row] = await desk.area.database.rows<{ id: string }>(
      `INSERT INTO reminders (workspace_id, customer_id, product_id, cycle_opened_on, rule_id, send_on, send_at, expected_on, status, skipped_because,
                              would_have_sent_at, experiment_no, planned_at, decided_at)
       VALUES ($1, $2, $3, $4::date - 30, $5, $4::date, $6, $4::date + 5, $7, $8, $9, $10, $6, $6) RETURNING id`,
      [desk.workspaceId, customer.id, productId, at.slice(0, 10), ruleId, at, heldBack ? 'skipped' : 'sent', heldBack ? 'holdout' : null, heldBack ? at : null, experimentNo],
    );
    return (row as { id: string }).id;
  }

  async function buys(customer: Shopper, orderedAt: string, ...lines: { productId: string; quantity?: number; unitPriceMinor?: number }[]): Promise<string> {
    const order = { source: 'till', externalId: `order-${(orders += 1)}`, customerId: customer.id, orderedAt, lines };
    const { purchase } = (await desk.staff.post(`${url}/purchases`).send(order).expect(200)).body as BookedPurchase;
    await desk.settled();
    return purchase.id;
  }

  async function returns(purchaseId: string, request: object): Promise<void> {
    await desk.staff.post(`${url}/purchases/${purchaseId}/return`).send(request).expect(200);
    await desk.settled();
  }

  async function attributions(filter: object): Promise<Attribution[]> {
    return ((await desk.staff.get(`${url}/attributions`).query({ filter: JSON.stringify(filter) }).expect(200)).body as AttributionList).data;
  }

  const stored = () => desk.area.database.rows('SELECT * FROM attributions ORDER BY purchase_id, product_id');

  it('are attributed once, with what they brought; the reminder shows it', async () => {
    const ada = await desk.customer('ada');
    const reminderId = await reminded(ada, tea, '2027-03-10T09:00:00Z', { experimentNo: 1 });
    const purchaseId = await buys(ada, '2027-03-12T12:00:00Z', { productId: tea, quantity: 2, unitPriceMinor: 600 }, { productId: soap, unitPriceMinor: 250 });
    expect(await attributions({ customerId: ada.id })).toEqual([
      {
        id: `${purchaseId}:${tea}`,
        purchaseId,
        purchaseExternalId: 'order-1',
        productId: tea,
        productName: 'Green tea 100 g',
        customerId: ada.id,
        customerName: 'ada',
        reminderId,
        ruleId: rule.id,
        ruleName: 'Everything',
        experimentNo: 1,
        arm: 'treated',
        basis: 'delivered',
        touchedAt: '2027-03-10T09:00:00.000Z',
        attributedAt: '2027-03-12T12:00:00.000Z',
        quantity: 2,
        amountMinor: 1200,
        currency: 'GBP',
      },
    ]);
    const [reminder] = (await desk.reminders(ada)).filter(({ id }) => id === reminderId);
    expect(reminder?.purchase).toMatchObject({ id: purchaseId, amountMinor: 1200, currency: 'GBP' });
    expect(new Date(reminder?.purchase?.orderedAt ?? '').toISOString()).toBe('2027-03-12T12:00:00.000Z');
  });

  it('are not attributed from the eighth day on, nor when they came before the mail', async () => {
    const bo = await desk.customer('bo');
    await reminded(bo, tea, '2027-03-10T09:00:00Z');
    await buys(bo, '2027-03-10T08:59:00Z', { productId: tea });
    await buys(bo, '2027-03-17T09:00:00Z', { productId: tea });
    expect(await attributions({ customerId: bo.id })).toEqual([]);
    await buys(bo, '2027-03-17T08:59:00Z', { productId: tea });
    expect(await attributions({ customerId: bo.id })).toMatchObject([{ arm: null, experimentNo: null, amountMinor: null, currency: null }]);
  });

  it('of the control are counted the same way, and said to be the control’s', async () => {
    const cem = await desk.customer('cem');
    const reminderId = await reminded(cem, tea, '2027-03-10T09:00:00Z', { heldBack: true, experimentNo: 1 });
    await buys(cem, '2027-03-13T12:00:00Z', { productId: tea, unitPriceMinor: 600 });
    expect(await attributions({ customerId: cem.id })).toMatchObject([{ reminderId, basis: 'control', arm: 'control', experimentNo: 1, amountMinor: 600 }]);
    expect(await attributions({ arm: 'treated', customerId: cem.id })).toEqual([]);
  });

  it('lose what came back: some, then all', async () => {
    const dee = await desk.customer('dee');
    await reminded(dee, tea, '2027-03-10T09:00:00Z');
    const purchaseId = await buys(dee, '2027-03-12T12:00:00Z', { productId: tea, quantity: 3, unitPriceMinor: 600 });
    await returns(purchaseId, { externalId: 'some', lines: [{ productId: tea, quantity: 1 }] });
    expect(await attributions({ customerId: dee.id })).toMatchObject([{ quantity: 2, amountMinor: 1200 }]);
    await returns(purchaseId, { externalId: 'rest' });
    expect(await attributions({ customerId: dee.id })).toEqual([]);
    expect((await desk.reminders(dee)).map(({ purchase }) => purchase)).not.toContainEqual(expect.anything());
  });

  it('go to the last reminder before them', async () => {
    const eli = await desk.customer('eli');
    await reminded(eli, tea, '2027-03-10T09:00:00Z');
    const last = await reminded(eli, tea, '2027-03-14T09:00:00Z');
    await buys(eli, '2027-03-15T12:00:00Z', { productId: tea });
    expect(await attributions({ customerId: eli.id })).toMatchObject([{ reminderId: last }]);
  });

  it('are the same when they are thrown away and made again, by the full run', async () => {
    const before = await stored();
    expect(before.length).toBeGreaterThan(3);
    const fullRun = async () => {
      await desk.area.app.get(JobQueue).enqueue(desk.area.app.get(Database).dataSource, REFRESH_CYCLES, { workspaceId: desk.workspaceId });
      await desk.settled();
    };
    await fullRun();
    expect(await stored()).toEqual(before);
    await desk.area.database.rows('DELETE FROM attributions');
    await fullRun();
    expect(await stored()).toEqual(before);
  });

  it('are listed by rule and by the workspace’s days, a page at a time', async () => {
    const teaRule = await aRule('Tea', { kind: 'product', productId: tea });
    const fay = await desk.customer('fay');
    await reminded(fay, tea, '2027-04-01T09:00:00Z', { ruleId: teaRule.id });
    const noon = await buys(fay, '2027-04-02T12:00:00Z', { productId: tea });
    const night = await buys(fay, '2027-04-02T23:30:00Z', { productId: tea }); // London is an hour ahead in summer
    const days = async (from: string, to: string) => (await attributions({ ruleId: teaRule.id, from, to })).map(({ purchaseId }) => purchaseId);
    expect(await days('2027-04-02', '2027-04-03')).toEqual([noon, night]);
    expect(await days('2027-04-02', '2027-04-02')).toEqual([noon]);
    expect(await days('2027-04-03', '2027-04-03')).toEqual([night]);
    expect(await days('2027-04-04', '2027-04-14')).toEqual([]);
    const page = await desk.staff.get(`${url}/attributions`).query({ filter: JSON.stringify({ ruleId: teaRule.id }), sort: '-attributedAt', perPage: 1, page: 2 }).expect(200);
    expect(page.body).toMatchObject({ data: [{ purchaseId: noon }], total: 2 });
    for (const filter of [{ from: '2027-03-02', to: '2027-03-01' }, { from: 'yesterday' }, { colour: 'red' }]) {
      expect((await desk.staff.get(`${url}/attributions`).query({ filter: JSON.stringify(filter) }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
    }
  });
});

describe('attribution in SQL', () => {
  const WORKSPACE = '00000000-0000-4000-8000-000000000001';
  const RULE = '00000000-0000-4000-8000-000000000002';
  const START = Date.parse('2026-01-05T00:00:00Z');
  const id = (kind: number, n: number) => `00000000-0000-4000-8000-${kind}${String(n).padStart(11, '0')}`;
  const hour = (n: number) => new Date(START + n * 3_600_000);
  const dayOf = (at: Date) => at.toISOString().slice(0, 10);
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await openDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    await client.query('INSERT INTO workspaces (id, slug, created_at) VALUES ($1, $2, $3)', [WORKSPACE, 'credits', hour(0)]);
    await client.query('INSERT INTO rules (workspace_id, id, name, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)', [WORKSPACE, RULE, 'Everything', hour(0)]);
  });
  afterAll(async () => {
    await client?.end();
    await database?.close();
  });

  interface Pair {
    readonly customerId: string;
    readonly productId: string;
    readonly touches: readonly (Touch & { readonly heldBack: boolean })[];
    readonly lines: readonly OrderedLine[];
  }

  /** Reminders and orders of a month, some on the same hour, with returns that name their order and returns that do not. */
  const pairs = fc
    .array(
      fc.record({
        touches: fc.array(fc.record({ at: fc.nat(400), heldBack: fc.boolean(), clicks: fc.array(fc.nat(200), { maxLength: 2 }) }), { maxLength: 4 }),
        orders: fc.array(
          fc.record({
            at: fc.nat(800),
            quantity: fc.constantFrom(1, 1, 2, 3, -1, -2),
            back: fc.option(fc.record({ after: fc.nat(300), quantity: fc.integer({ min: 1, max: 3 }) })),
          }),
          { maxLength: 8 },
        ),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((all) =>
      all.map(({ touches, orders }, i): Pair => {
        const lines = orders.flatMap(({ at, quantity, back }, n): OrderedLine[] => {
          const order = { orderId: id(3, 100 * i + 2 * n), at: hour(at), quantity, returnOf: null };
          return back && quantity > 0 ? [order, { orderId: id(3, 100 * i + 2 * n + 1), at: hour(at + back.after), quantity: -back.quantity, returnOf: order.orderId }] : [order];
        });
        // Two products of one customer and one of each other: an order of the one says nothing about the other.
        return {
          customerId: id(1, Math.floor(i / 2)),
          productId: id(2, i % 2),
          touches: touches.flatMap(({ at, heldBack, clicks }, n) => {
            const mail = { reminderId: id(4, 100 * i + n), by: 'mail', at: hour(at), heldBack } as const;
            return heldBack ? [mail] : [mail, ...clicks.map((after) => ({ ...mail, by: 'click', at: hour(at + after) }) as const)];
          }),
          lines,
        };
      }),
    );

  async function book(all: readonly Pair[]): Promise<void> {
    for (const { customerId, productId, touches, lines } of all) {
      for (const [step, { reminderId, at, heldBack, by }] of touches.entries()) {
        if (by === 'click') {
          await client.query(
            `WITH mail AS (
               INSERT INTO messages (workspace_id, id, purpose, customer_id, to_address, locale, template, variables, dedupe_key, status, next_attempt_at, created_at)
               VALUES ($1, $2::uuid, 'reminder', $3, 'a@b.example', 'en', 'reminder', '{}', $2::uuid::text, 'sent', $4, $4) ON CONFLICT DO NOTHING
             ), of_reminder AS (UPDATE reminders SET message_id = $2::uuid WHERE workspace_id = $1 AND id = $2::uuid)
             SELECT`,
            [WORKSPACE, reminderId, customerId, at],
          );
          await client.query(`INSERT INTO clicks (workspace_id, message_id, link, clicked_at) VALUES ($1, $2, 'shelf', $3), ($1, $2, 'stop', $3::timestamptz + interval '1 hour')`, [WORKSPACE, reminderId, at]);
          continue;
        }
        await client.query(
          `INSERT INTO reminders (workspace_id, id, customer_id, product_id, cycle_opened_on, rule_id, step, send_on, send_at, expected_on, status, skipped_because,
                                  would_have_sent_at, planned_at, decided_at)
           VALUES ($1, $2, $3, $4, '2025-12-01', $5, $6, $7::date, $8, $7::date, $9, $10, $11, $8, $8)`,
          [WORKSPACE, reminderId, customerId, productId, RULE, step, dayOf(at), at, ...(heldBack ? ['skipped', 'holdout', at] : ['sent', null, null])],
        );
      }
      for (const { orderId, at, quantity, returnOf } of lines) {
        await client.query(
          `INSERT INTO purchases (workspace_id, id, source, external_id, customer_id, ordered_at, created_at)
           VALUES ($1, $2::uuid, $3, $2::uuid::text, $4, $5, $5)`,
          [WORKSPACE, orderId, returnOf ? `return:${returnOf}` : 'file', customerId, at],
        );
        await client.query(
          `INSERT INTO purchase_lines (workspace_id, purchase_id, line_no, customer_id, product_id, ordered_on, quantity)
           VALUES ($1, $2, 1, $3, $4, $5, $6)`,
          [WORKSPACE, orderId, customerId, productId, dayOf(at), quantity],
        );
      }
    }
  }

  const attribute = async (customers: readonly string[] | null) => (await client.query(ATTRIBUTE, [WORKSPACE, customers])).rowCount;
  const credits = async () =>
    (
      await client.query<Credit & { productId: string; basis: string }>(
        `SELECT purchase_id AS "orderId", product_id AS "productId", reminder_id AS "reminderId", quantity, basis
         FROM attributions WHERE workspace_id = $1 ORDER BY purchase_id, product_id`,
        [WORKSPACE],
      )
    ).rows;

  function byTheRule(all: readonly Pair[]): object[] {
    return all
      .flatMap(({ productId, touches, lines }) =>
        creditOrders(touches, lines).map((credit) => ({
          orderId: credit.orderId,
          productId,
          reminderId: credit.reminderId,
          quantity: credit.quantity,
          basis: credit.by === 'click' ? 'clicked' : touches.some(({ reminderId, heldBack }) => reminderId === credit.reminderId && heldBack) ? 'control' : 'delivered',
        })),
      )
      .sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
  }

  it('says the same as the rule; a second run and a run by customers change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async (all) => {
        await client.query('BEGIN');
        try {
          await book(all);
          await attribute(null);
          expect(await credits()).toEqual(byTheRule(all));
          expect(await attribute(null)).toBe(0);
          await client.query('DELETE FROM attributions');
          for (const { customerId } of all) await attribute([customerId]);
          expect(await credits()).toEqual(byTheRule(all));
        } finally {
          await client.query('ROLLBACK');
        }
      }),
      { numRuns: 25, seed: 20270301 },
    );
  });
});
