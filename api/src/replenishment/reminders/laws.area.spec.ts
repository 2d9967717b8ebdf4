import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, timeIn } from '@perennial/calendar';
import { armOf, experimentKey } from '@perennial/replenishment';
import type { Rule } from '@perennial/contract/admin';
import fc from 'fast-check';
import { openRhythmDesk, type RhythmDesk, type Shopper } from '../../../../test/builders/rhythm-desk.js';
import { Database } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { REFRESH_CYCLES } from '../cycles/index.js';

const START = '2027-03-20';
const DAYS = 12;
const ZONES = ['Pacific/Kiritimati', 'Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Pacific/Pago_Pago'];
const CAP = { messages: 1, days: 8 };

/** What happens to whom on which day; every run of the laws draws its own shop and its own fortnight. */
const event = fc.record({ day: fc.integer({ min: 0, max: DAYS - 1 }), customer: fc.nat(13), product: fc.nat(2), kind: fc.constantFrom('buys', 'buys', 'withdraws', 'sold-out', 'restocked', 'still-has-some') });
const history = fc.record({ product: fc.nat(2), gap: fc.integer({ min: 18, max: 40 }), count: fc.integer({ min: 3, max: 6 }), ago: fc.integer({ min: 8, max: 34 }) });
const shop = fc.record({
  customers: fc.array(fc.record({ zone: fc.constantFrom(...ZONES), histories: fc.uniqueArray(history, { minLength: 2, maxLength: 3, selector: ({ product }) => product }) }), { minLength: 14, maxLength: 14 }),
  events: fc.array(event, { minLength: 15, maxLength: 30 }),
});

type Drawn = typeof shop extends fc.Arbitrary<infer S> ? S : never;

describe('the laws of reminding, whatever happens', () => {
  let desk: RhythmDesk;
  let url: string;
  let rule: Rule;
  let products: string[];
  const shoppers: { readonly shopper: Shopper; readonly zone: string }[] = [];
  /** When a product was sold out, and when there was some again. */
  const soldOut: { readonly product: string; readonly from: Date; until: Date | null }[] = [];
  const [{ customers, events }] = fc.sample(shop, { numRuns: 1, seed: 20270320 }) as [Drawn];

  beforeAll(async () => {
    desk = await openRhythmDesk(`${START}T05:00:00Z`);
    url = `/api/v1/workspaces/${desk.workspaceId}`;
    products = [];
    for (const name of ['Tea', 'Filters', 'Soap']) products.push(await desk.product(name, { from: 20, to: 40 }));
    rule = (await desk.staff.post(`${url}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, timing: 'best-day', leadDays: 4, followUp: true, channel: 'email', holdoutPercent: 50 }).expect(201)).body as Rule;
    await desk.staff.patch(`${url}/reminder-settings`).send({ caps: { all: CAP } }).expect(200);
    for (const [i, { zone, histories }] of customers.entries()) {
      const shopper = await desk.customer(`shopper${i}`, { timeZone: zone });
      shoppers.push({ shopper, zone });
      for (const { product, gap, count, ago } of histories) {
        await shopper.buys(products[product] as string, ...Array.from({ length: count }, (_, n) => addDays(START, -ago - gap * n)));
      }
    }
    for (let day = 0; day < DAYS; day += 1) {
      for (const happening of events.filter((one) => one.day === day)) await happens(happening);
      await lawsOfThePlan();
      await desk.at(`${addDays(START, day + 1)}T05:00:00Z`);
    }
  });
  afterAll(() => desk?.close());

  const rows = <R extends object>(sql: string, values: unknown[] = []) => desk.area.database.rows<R>(sql, values);

  async function happens({ customer, product, kind, day }: (typeof events)[number]): Promise<void> {
    const { shopper } = shoppers[customer] as (typeof shoppers)[number];
    const productId = products[product] as string;
    if (kind === 'buys') await shopper.buys(productId, addDays(START, day));
    if (kind === 'withdraws') await shopper.withdraws();
    if (kind === 'sold-out' || kind === 'restocked') {
      await rows('UPDATE products SET stock = $2 WHERE id = $1', [productId, kind === 'sold-out' ? 0 : 5]);
      const at = new Date(`${addDays(START, day)}T05:00:00Z`);
      const open = soldOut.find((one) => one.product === productId && one.until === null);
      if (kind === 'restocked' && open) open.until = at;
      if (kind === 'sold-out' && !open) soldOut.push({ product: productId, from: at, until: null });
    }
    if (kind === 'still-has-some') {
      const [cycle] = await rows<{ id: string }>('SELECT id FROM cycles WHERE customer_id = $1 AND product_id = $2', [shopper.id, productId]);
      if (cycle) await desk.staff.post(`${url}/cycles/${cycle.id}/still-have-some`).send({}).expect(204);
    }
  }

  const PLANNED = `SELECT customer_id, product_id, cycle_opened_on, rule_id, step, send_on, send_at FROM reminders WHERE status = 'planned' ORDER BY 1, 2, 3, 4, 5`;

  async function lawsOfThePlan(): Promise<void> {
    const plan = () => desk.staff.post(`${url}/reminders/plan`).send({}).expect(200);
    await plan();
    expect((await plan()).body).toEqual({ planned: 0, moved: 0, superseded: 0, withdrawn: 0 });
    expect(await rows(`SELECT m.id FROM reminders m LEFT JOIN cycles c USING (workspace_id, customer_id, product_id)
      WHERE m.status IN ('planned', 'held') AND c.last_ordered_on IS DISTINCT FROM m.cycle_opened_on`)).toEqual([]);
    expect(await rows(`SELECT 1 FROM cycles WHERE expected_on < as_of OR NOT (window_from <= expected_on AND expected_on <= window_to) OR due_on > expected_on`)).toEqual([]);
    expect(await rows(`SELECT 1 FROM reminders WHERE status IN ('planned', 'held', 'queued') GROUP BY customer_id, product_id HAVING count(*) > 1`)).toEqual([]);
  }

  it('reminders went out, waited and were refused', async () => {
    const seen = (await rows<{ verdict: string }>('SELECT DISTINCT verdict FROM reminder_decisions')).map(({ verdict }) => verdict);
    expect(seen.sort()).toEqual(['held', 'queued', 'skipped']);
    const gates = (await rows<{ because: string }>('SELECT DISTINCT because FROM reminder_decisions WHERE because IS NOT NULL')).map(({ because }) => because);
    for (const gate of ['holdout', 'frequency-cap']) expect(gates).toContain(gate);
    expect(desk.mail.mails.length).toBeGreaterThan(0);
  });

  const sent = () =>
    rows<{ at: Date; customer: string; productIds: string[] }>(
      `SELECT g.sent_at AS at, g.customer_id AS customer, array_agg(m.product_id) AS "productIds" FROM messages g JOIN reminders m ON m.message_id = g.id AND m.status = 'sent'
       WHERE g.status = 'sent' GROUP BY g.id, g.sent_at, g.customer_id ORDER BY g.sent_at`,
    );
  const zoneOf = (id: string) => shoppers.find(({ shopper }) => shopper.id === id)?.zone as string;

  it('nothing leaves in quiet hours', async () => {
    for (const { at, customer } of await sent()) {
      const time = timeIn(at, zoneOf(customer));
      expect(time >= '09:00' && time < '20:00').toBe(true);
    }
  });

  it('nothing leaves after an opt-out', async () => {
    expect(await rows(`SELECT 1 FROM messages g JOIN consent_records r ON r.customer_id = g.customer_id AND r.decision = 'withdrawn' AND r.decided_at < g.sent_at WHERE g.status = 'sent'`)).toEqual([]);
  });

  it('nothing leaves over the cap', async () => {
    const mails = await sent();
    for (const { at, customer } of mails) {
      const window = mails.filter((other) => other.customer === customer && other.at <= at && at.getTime() - other.at.getTime() < CAP.days * 86_400_000);
      expect(window.length).toBeLessThanOrEqual(CAP.messages);
    }
  });

  it('nothing leaves to those held back', async () => {
    const control = shoppers.filter(({ shopper }) => armOf(experimentKey(desk.workspaceId, rule.id, 1), shopper.id, 50) === 'control');
    expect(control.length).toBeGreaterThan(0);
    for (const { shopper } of control) expect(desk.mail.to(shopper.email)).toEqual([]);
  });

  it('nothing leaves about what is out of stock', async () => {
    for (const { at, productIds } of await sent()) {
      for (const { product, from, until } of soldOut) if (productIds.includes(product)) expect(at < from || (until !== null && at >= until)).toBe(true);
    }
  });

  it('a plan thrown away comes back the same, in whatever order the purchases lie', async () => {
    const before = await rows(PLANNED);
    expect(before.length).toBeGreaterThan(3);
    await rows(`DELETE FROM reminders WHERE status = 'planned'`);
    await rows(`CREATE TABLE lines_kept AS SELECT * FROM purchase_lines`);
    await rows(`TRUNCATE purchase_lines`);
    await rows(`INSERT INTO purchase_lines SELECT * FROM lines_kept ORDER BY md5(purchase_id::text)`);
    await desk.area.app.get(JobQueue).enqueue(desk.area.app.get(Database).dataSource, REFRESH_CYCLES, { workspaceId: desk.workspaceId });
    await desk.settled();
    expect(await rows(PLANNED)).toEqual(before);
  });
});
