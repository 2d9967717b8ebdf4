import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dayIn, daysBetween, timeIn } from '@perennial/calendar';
import type { LedgerAudit, Payment, Subscriber as Subscribed } from '@perennial/contract/admin';
import { Clock } from '../../api/src/platform/clock/index.js';
import { type BillingDesk, DECLINED_CARD, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

// `npm run test:long` lives through three years of 200 workspaces, the test command through two months of six.
const LONG = process.env['PERENNIAL_LONG'] !== undefined;
const WORKSPACES = LONG ? 200 : 6;
const DAYS = LONG ? 3 * 365 : 60;
/** Three years take minutes, on a slow machine an hour. */
const PATIENCE_MS = 7_200_000;
const FIRST_DAY = '2027-01-01';
const ZONES = ['Europe/London', 'Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'America/Sao_Paulo'] as const;
const CURRENCIES = ['USD', 'CNY', 'EUR', 'JPY'] as const;

/** How a workspace pays: with a card that is saved, by hand in time, late in grace, from the balance, or not at all. */
const HABITS = ['saved-card', 'by-hand', 'late', 'balance', 'never', 'declined-first'] as const;

/** In the long run most pay by the year, as they do in life; in the short one nobody would come to the end of one. */
const pays = (i: number) => (i % 5 === 4 || (LONG && i % 3 > 0) ? 'year' : 'month');

interface Tenant {
  readonly shop: Subscriber;
  readonly habit: (typeof HABITS)[number];
  readonly timeZone: string;
  /** What the operator's list said about it on a day, to be held against what was sold. */
  readonly seen: { day: string; now: Date; state: string; access: string }[];
}

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk(`${FIRST_DAY}T06:00:00Z`);
});
afterAll(() => desk?.close());

describe(`${WORKSPACES} workspaces over ${DAYS} days`, () => {
  const tenants: Tenant[] = [];

  it('subscribe: mixed plans, zones, currencies and ways to pay', async () => {
    for (let i = 0; i < WORKSPACES; i++) {
      const timeZone = ZONES[i % ZONES.length] ?? 'UTC';
      const habit = HABITS[i % HABITS.length] ?? 'never';
      const shop = await desk.subscribe(`shop-${i}`, {
        planCode: i % 2 === 0 ? 'team' : 'business', interval: pays(i), timeZone, currency: CURRENCIES[i % CURRENCIES.length] ?? 'USD',
        covered: { kind: 'paid', endsOn: addDays(FIRST_DAY, 5 + ((i * 7) % 28)) }, contacts: [{ name: 'Ann', email: `ann@shop-${i}.example`, locale: i % 2 === 0 ? 'en' : 'zh-CN' }],
      });
      if (habit === 'saved-card') {
        await shop.saveCard(GOOD_CARD);
        await shop.autoRenewal('enable');
      }
      tenants.push({ shop, habit, timeZone, seen: [] });
    }
  });

  it('live through their days', async () => {
    const tenantOf = new Map(tenants.map((tenant) => [tenant.shop.workspaceId, tenant]));
    for (let day = 1; day <= DAYS; day++) {
      await desk.at(`${addDays(FIRST_DAY, day)}T15:00:00Z`);
      const now = desk.area.app.get(Clock).now();
      const { data } = (await desk.operator.get('/api/v1/operations/workspaces').query({ perPage: 200 }).expect(200)).body as { data: Subscribed[] };
      expect(data).toHaveLength(WORKSPACES);
      for (const subscribed of data) {
        const tenant = tenantOf.get(subscribed.id);
        tenant?.seen.push({ day: dayIn(now, tenant.timeZone), now, state: subscribed.state, access: subscribed.access });
        if (tenant) await liveOneDay(tenant, subscribed);
      }
      await desk.settled();
    }
  }, PATIENCE_MS);

  async function liveOneDay({ shop, habit }: Tenant, { state, daysLeft }: Subscribed): Promise<void> {
    if (habit === 'by-hand' && daysLeft === 4) await shop.buy();
    if (habit === 'late' && state === 'grace') await shop.buy();
    if (habit === 'declined-first' && daysLeft === 2) {
      await desk.pay(await shop.openPayment(), DECLINED_CARD);
      await shop.buy();
    }
    if (habit === 'balance' && daysLeft === 1) {
      const base = `/api/v1/workspaces/${shop.workspaceId}/billing`;
      const { suggestedTopUp } = (await shop.owner.get(`${base}/balance`).expect(200)).body as { suggestedTopUp: number };
      if (suggestedTopUp > 0) await desk.pay((await shop.owner.post(`${base}/balance/top-ups`).send({ amount: Math.max(100, suggestedTopUp) }).expect(201)).body as Payment, GOOD_CARD);
      await desk.settled();
      const quote = await shop.quote();
      await shop.owner.post(`${base}/quotes/${quote.id}/pay-from-balance`).send({ hash: quote.hash }).expect(201);
    }
  }

  it('had on every day the access that was promised for what had been paid by then', async () => {
    for (const { shop, habit, seen } of tenants) {
      const periods = await desk.area.database.rows<{ starts_on: string; ends_on: string; sold_at: Date }>(
        'SELECT starts_on, coalesce(ended_on, ends_on) AS ends_on, sold_at FROM subscription_periods WHERE workspace_id = $1 ORDER BY period_no', [shop.workspaceId],
      );
      for (const { day, now, state, access } of seen) {
        const paid = periods.some(({ starts_on, ends_on, sold_at }) => sold_at <= now && starts_on <= day && day < ends_on);
        if (paid) expect({ shop: shop.workspaceId, day, access }).toMatchObject({ access: 'full' });
        if (access === 'full' && !paid) expect(state).toBe('grace');
      }
      // Whoever pays in time is never interrupted and never loses a day.
      if (habit !== 'never' && habit !== 'late') expect(seen.filter(({ access }) => access !== 'full')).toEqual([]);
      for (const [i, period] of periods.entries()) if (i > 0) expect(period.starts_on >= (periods[i - 1]?.ends_on ?? '')).toBe(true);
    }
  });

  it('heard every notice once, on its day and at its hour where they are', async () => {
    const given = await desk.area.database.rows<{ workspace_id: string; period_end: string; kind: string; contact_id: string; given_at: Date }>('SELECT * FROM notices');
    const keys = given.map((n) => `${n.workspace_id} ${n.period_end} ${n.kind} ${n.contact_id}`);
    expect(new Set(keys).size).toBe(keys.length);
    const days = new Set<string>();
    for (const { workspace_id, period_end, kind, contact_id, given_at } of given) {
      const { timeZone } = tenants.find(({ shop }) => shop.workspaceId === workspace_id) ?? { timeZone: 'UTC' };
      expect(timeIn(given_at, timeZone) >= '08:00' && timeIn(given_at, timeZone) < '21:00').toBe(true);
      const day = `${contact_id} ${dayIn(given_at, timeZone)}`;
      expect(days.has(day)).toBe(false);
      days.add(day);
      // Who came in the middle of a ladder was told at once how things stand.
      if (dayIn(given_at, timeZone) <= addDays(FIRST_DAY, 1)) continue;
      const before = /^expiry-(\d+)$/.exec(kind);
      if (before) expect({ kind, days: daysBetween(dayIn(given_at, timeZone), addDays(period_end, -1)) }).toEqual({ kind, days: Number(before[1]) });
    }
    // Who never pays hears the whole ladder of the one end there is, from the first that was still ahead.
    const wholeLadder = ['expiry-3', 'expiry-1', 'expiry-0', 'grace-started', 'before-suspension', ...(LONG ? ['before-deletion'] : [])];
    for (const { shop } of tenants.filter(({ habit }) => habit === 'never')) {
      expect(given.filter(({ workspace_id }) => workspace_id === shop.workspaceId).map(({ kind }) => kind)).toEqual(expect.arrayContaining(wholeLadder));
    }
    const mails = await desk.area.database.rows<{ count: number }>(`SELECT count(*) AS count FROM messages WHERE template = 'notice-expiry'`);
    expect(mails[0]?.count).toBe(given.length);
  });

  it('missed no notice: whoever paid heard those of each end that came before the next sale, and no others', async () => {
    // Told anew here, from what was sold and the days everybody has who chose none.
    const local = (at: Date, zone: string): string => `${dayIn(at, zone)} ${timeIn(at, zone)}`;
    const now = desk.area.app.get(Clock).now();
    // Who came in the middle of a ladder was told at once how things stand.
    const settled = addDays(FIRST_DAY, 2);
    let told = 0;
    for (const { shop, timeZone } of tenants) {
      const sales = await desk.area.database.rows<{ at: Date; ends_on: string }>(
        'SELECT sold_at AS at, max(ends_on) AS ends_on FROM subscription_periods WHERE workspace_id = $1 GROUP BY sold_at ORDER BY sold_at', [shop.workspaceId],
      );
      const expected = sales.flatMap(({ at, ends_on: end }, i) =>
        [30, 15, 7, 3, 1, 0].flatMap((days) => {
          const due = `${addDays(end, -1 - days)} 09:00`;
          const heard = due > local(at, timeZone) && due < local(sales[i + 1]?.at ?? now, timeZone) && due >= settled;
          return heard ? [`${end} expiry-${days}`] : [];
        }),
      );
      const given = await desk.area.database.rows<{ kind: string; period_end: string; given_at: Date }>(
        `SELECT kind, period_end, given_at FROM notices WHERE workspace_id = $1 AND kind LIKE 'expiry-%'`, [shop.workspaceId],
      );
      const heard = given.filter(({ given_at }) => local(given_at, timeZone) >= settled).map(({ kind, period_end }) => `${period_end} ${kind}`);
      expect({ shop: shop.workspaceId, heard: heard.sort() }).toEqual({ shop: shop.workspaceId, heard: expected.sort() });
      told += heard.length;
    }
    expect(told).toBeGreaterThan(2 * WORKSPACES);
  });

  it('were charged for what they got: the books add up, each paid period has its invoice, and no number is missing', async () => {
    const audit = (await desk.operator.get('/api/v1/operations/ledger/audit').expect(200)).body as LedgerAudit;
    expect(audit).toMatchObject({ sound: true, faults: [] });
    expect((await desk.operator.get('/api/v1/operations/invoice-numbers').expect(200)).body).toMatchObject({ whole: true });
    const [sold] = await desk.area.database.rows<{ invoices: number; quotes: number; paid: number }>(
      `SELECT (SELECT count(*) FROM invoices) AS invoices, (SELECT count(DISTINCT quote_id) FROM subscription_periods WHERE quote_id IS NOT NULL) AS quotes,
              (SELECT count(*) FROM payment_attempts WHERE status = 'succeeded' AND purpose = 'quote') AS paid`,
    );
    expect(sold?.invoices).toBe(sold?.quotes);
    expect(sold?.invoices).toBe(sold?.paid);
    expect(sold?.invoices).toBeGreaterThan(WORKSPACES);
    const invoiced = await desk.area.database.rows<{ currency: string; net: number }>('SELECT currency, sum(net_minor)::bigint AS net FROM invoices GROUP BY currency ORDER BY currency');
    const deferred = audit.customers.filter(({ account }) => account === 'deferred_revenue').map(({ currency, balance }) => ({ currency, net: balance })).sort((a, b) => (a.currency < b.currency ? -1 : 1));
    expect(deferred).toEqual(invoiced);
  });
});
