import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PublishPlan } from '../../api/src/billing/index.js';
import { DEMO_PLANS } from '../../api/src/billing/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { type BillingDesk, DECLINED_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-20T12:00:00Z');
});
afterAll(() => desk?.close());

const path = (s: Subscriber, rest: string) => `/api/v1/workspaces/${s.workspaceId}/billing/${rest}`;
const refusal = async (s: Subscriber, body: object, status: number) => ((await s.owner.post(path(s, 'quotes')).send(body).expect(status)).body as { code: string }).code;
const usage = async (s: Subscriber) =>
  Object.fromEntries(((await s.owner.get(path(s, 'usage')).expect(200)).body as { data: { limit: string; used: number; allowed: number | null }[] }).data.map(({ limit, used, allowed }) => [limit, { used, allowed }]));

describe('a larger plan in the middle of a month', () => {
  let shop: Subscriber;

  it('costs the difference for the days that are left, over the whole month, with the working on the line', async () => {
    shop = await desk.subscribe('bigger');
    const quote = await shop.quote({ purpose: 'upgrade', planCode: 'business' });
    expect(quote).toMatchObject({
      purpose: 'upgrade', basis: 'now', terms: 0, net: 9_643, tax: 1_929, total: 11_572, paidThroughBefore: '2027-03-09', paidThrough: '2027-03-09',
      lines: [{ kind: 'upgrade', from: '2027-02-20', until: '2027-03-10', days: 18, formula: '199.00 × 18/28 − 49.00 × 18/28 = 127.93 − 31.50 = 96.43' }],
    });
  });

  it('does not begin while the card is declined', async () => {
    const payment = (await shop.checkout(await shop.quote({ purpose: 'upgrade', planCode: 'business' })).expect(201)).body as Parameters<BillingDesk['pay']>[0];
    await desk.pay(payment, DECLINED_CARD);
    await desk.settled();
    expect(await shop.status()).toMatchObject({ plan: { code: 'team' }, paidThrough: '2027-03-09' });
  });

  it('begins when it is paid, and moves no day', async () => {
    await shop.buy({ purpose: 'upgrade', planCode: 'business' });
    expect(await shop.status()).toMatchObject({ plan: { code: 'business', limits: { seats: 50 } }, paidThrough: '2027-03-09', graceThrough: '2027-03-23' });
  });

  it('and a second time credits what was paid for the days that are left, not what the plan lists', async () => {
    await desk.at('2027-02-25T12:00:00Z');
    const quote = await shop.buy({ purpose: 'upgrade', planCode: 'enterprise' });
    expect(quote.lines).toMatchObject([{ formula: '799.00 × 13/28 − 127.93 × 13/18 = 370.96 − 92.39 = 278.57' }]);
    expect(await refusal(shop, { purpose: 'upgrade', planCode: 'business' }, 422)).toBe('not-an-upgrade');
  });

  it('changes every month that is paid ahead, each on what was paid for it', async () => {
    const ahead = await desk.subscribe('ahead');
    await ahead.buy({ terms: 2 });
    const quote = await ahead.buy({ purpose: 'upgrade', planCode: 'business' });
    expect(quote.lines.map(({ from, days, formula }) => [from, days, formula])).toEqual([
      ['2027-02-25', 13, '199.00 × 13/28 − 49.00 × 13/28 = 92.39 − 22.75 = 69.64'],
      ['2027-03-10', 31, '199.00 × 31/31 − 49.00 × 31/31 = 199.00 − 49.00 = 150.00'],
      ['2027-04-10', 30, '199.00 × 30/30 − 49.00 × 30/30 = 199.00 − 49.00 = 150.00'],
    ]);
    expect(quote.net).toBe(quote.lines.reduce((all, { net }) => all + net, 0));
    expect(await ahead.status()).toMatchObject({ plan: { code: 'business' }, paidThrough: '2027-05-09' });
  });

  it('makes the renewal that was quoted before it void, and the other way round', async () => {
    const both = await desk.subscribe('both');
    const renewal = await both.quote();
    await both.buy({ purpose: 'upgrade', planCode: 'business' });
    expect((await both.checkout(renewal).expect(409)).body).toMatchObject({ code: 'quote-superseded' });
  });
});

describe('a smaller plan', () => {
  it('begins when the paid time ends: nothing that is paid for is taken away, and the newest wish counts', async () => {
    const shop = await desk.subscribe('smaller', { planCode: 'enterprise' });
    const choose = (body: object) => shop.owner.put(path(shop, 'change-at-end')).send(body);
    expect((await choose({ planCode: 'business' }).expect(200)).body).toMatchObject({ plan: { code: 'enterprise' }, pendingChange: { planCode: 'business' } });
    expect((await choose({ planCode: 'team' }).expect(200)).body).toMatchObject({ pendingChange: { planCode: 'team', interval: 'month' } });

    const quote = await shop.buy();
    expect(quote).toMatchObject({ plan: { code: 'team' }, from: '2027-03-10', net: 4_900 });
    expect(await shop.status()).toMatchObject({ plan: { code: 'enterprise' }, pendingChange: null, paidThrough: '2027-04-09' });
    expect((await choose({ planCode: 'enterprise' }).expect(422)).body).toMatchObject({ code: 'not-a-downgrade' });
    expect((await shop.owner.delete(path(shop, 'change-at-end')).expect(409)).body).toMatchObject({ code: 'nothing-to-change' });
    await desk.at('2027-03-10T12:00:00Z');
    expect(await shop.status()).toMatchObject({ plan: { code: 'team', limits: { seats: 10 } }, state: 'active' });
  });

  it('that costs nothing goes on by itself, without grace and without an end', async () => {
    const shop = await desk.subscribe('to-free', { covered: { kind: 'paid', endsOn: '2027-03-15' } });
    await shop.owner.put(path(shop, 'change-at-end')).send({ planCode: 'free' }).expect(200);
    await desk.at('2027-03-14T12:00:00Z');
    expect(await shop.status()).toMatchObject({ plan: { code: 'team' }, state: 'active' });
    await desk.at('2027-03-15T12:00:00Z');
    expect(await shop.status()).toMatchObject({ plan: { code: 'free' }, state: 'active', access: 'full', dataKeptThrough: null });
    const quote = await shop.quote({ planCode: 'team' });
    expect(quote).toMatchObject({ basis: 'payment', from: '2027-03-15' });
  });
});

describe('seats and add-ons', () => {
  it('are paid for until the plan ends, count from then on, and go on with the renewal', async () => {
    const shop = await desk.subscribe('seated', { covered: { kind: 'paid', endsOn: '2027-04-10' } });
    expect(await usage(shop)).toMatchObject({ seats: { used: 1, allowed: 10 } });
    const quote = await shop.buy({ purpose: 'seats', seats: 3 });
    expect(quote).toMatchObject({ addOns: [{ code: 'seat', quantity: 3 }], paidThrough: '2027-04-09', lines: [{ kind: 'add-on', formula: '3 × 5.00 × 26/31 = 12.58' }] });
    expect(await usage(shop)).toMatchObject({ seats: { used: 1, allowed: 13 } });

    const renewal = await shop.buy({ terms: 2 });
    expect(renewal.lines.map(({ kind, item, from, amount }) => [kind, item.code, from, amount])).toEqual([
      ['plan', 'team', '2027-04-10', 4_900],
      ['plan', 'team', '2027-05-10', 4_900],
      ['add-on', 'seat', '2027-04-10', 1_500],
      ['add-on', 'seat', '2027-05-10', 1_500],
    ]);
    const fewer = await shop.quote({ addOns: [{ code: 'seat', quantity: 1 }] });
    expect(fewer.lines.map(({ amount }) => amount)).toEqual([4_900, 500]);
    expect(await refusal(shop, { purpose: 'add-on', addOns: [{ code: 'gold', quantity: 1 }] }, 422)).toBe('add-on-not-on-sale');
    expect(await refusal(shop, { purpose: 'add-on', addOns: [{ code: 'seat', quantity: 0 }] }, 400)).toBe('invalid-input');
    expect(await refusal(shop, { purpose: 'seats', seats: 1e15 }, 400)).toBe('invalid-input');
  });
});

describe('a coupon', () => {
  it('is taken off before tax, once per workspace, and only as long as it is valid', async () => {
    const make = (code: string, basisPoints: number) =>
      desk.operator.post('/api/v1/operations/coupons').send({ code, reduction: { kind: 'percent', basisPoints }, validFrom: '2027-01-01T00:00:00Z', validUntil: '2027-04-01T00:00:00Z', maxRedemptions: 1 });
    await make('TENTH', 1_000).expect(201);
    expect((await make('TENTH', 1_000).expect(409)).body).toMatchObject({ code: 'coupon-taken' });
    const shop = await desk.subscribe('thrifty', { covered: { kind: 'paid', endsOn: '2027-04-10' } });
    const quote = await shop.buy({ coupon: 'tenth', terms: 3 });
    expect(quote).toMatchObject({ discounts: [{ code: 'TENTH', amount: 1_470, formula: '147.00 × 10% = 14.70' }], net: 13_230, tax: 2_646, total: 15_876 });
    expect(quote.lines.map(({ discount, net }) => [discount, net])).toEqual([[490, 4_410], [490, 4_410], [490, 4_410]]);
    expect(await refusal(shop, { coupon: 'TENTH' }, 422)).toBe('coupon-not-valid');
    const other = await desk.subscribe('thrifty-too', { covered: { kind: 'paid', endsOn: '2027-04-10' } });
    expect(await refusal(other, { coupon: 'TENTH' }, 422)).toBe('coupon-not-valid');

    // What was paid with it is all that a later upgrade credits.
    const upgrade = await shop.quote({ purpose: 'upgrade', planCode: 'business' });
    expect(upgrade.lines[1]?.formula).toBe('199.00 × 30/30 − 44.10 × 30/30 = 199.00 − 44.10 = 154.90');
  });

  it('for everything leaves nothing to pay: the quote is taken as it is', async () => {
    await desk.operator
      .post('/api/v1/operations/coupons')
      .send({ code: 'GIFT', reduction: { kind: 'amount', amount: 500_000, currency: 'USD' }, validFrom: '2027-01-01T00:00:00Z', validUntil: '2027-04-01T00:00:00Z', maxRedemptions: null })
      .expect(201);
    const shop = await desk.subscribe('gifted', { covered: { kind: 'paid', endsOn: '2027-04-10' } });
    const quote = await shop.quote({ coupon: 'GIFT' });
    expect(quote).toMatchObject({ total: 0, net: 0, tax: 0 });
    expect((await shop.checkout(quote).expect(409)).body).toMatchObject({ code: 'quote-is-free' });
    await shop.owner.post(path(shop, `quotes/${quote.id}/take`)).send({ hash: quote.hash }).expect(204);
    expect(await shop.status()).toMatchObject({ paidThrough: '2027-05-09' });
    expect((await shop.owner.post(path(shop, `quotes/${quote.id}/take`)).send({ hash: quote.hash }).expect(409)).body).toMatchObject({ code: 'quote-superseded' });
    const paid = await shop.quote();
    expect((await shop.owner.post(path(shop, `quotes/${paid.id}/take`)).send({ hash: paid.hash }).expect(409)).body).toMatchObject({ code: 'quote-not-free' });
  });
});

describe('renewing early', () => {
  it('earns what the plan gives for it: days on top, which move the end of the service and not the billing day', async () => {
    const shop = await desk.subscribe('early', { planCode: 'business', interval: 'year', covered: { kind: 'paid', endsOn: '2027-05-31' } });
    const quote = await shop.buy({ interval: 'month' });
    expect(quote).toMatchObject({ bonusDays: 7, from: '2027-05-31', paidThrough: '2027-06-29' });
    expect(await shop.status()).toMatchObject({ grantedDays: 7, paidThrough: '2027-07-06' });
    const grants = (await desk.operator.get(`/api/v1/operations/workspaces/${shop.workspaceId}/grants`).expect(200)).body as { data: unknown[] };
    expect(grants.data).toMatchObject([{ kind: 'bonus', days: 7 }]);
    expect(await shop.quote({ interval: 'month' })).toMatchObject({ from: '2027-06-30', paidThrough: '2027-07-30' });
  });

  it('or something off the price, and too late it earns nothing', async () => {
    const shop = await desk.subscribe('large', { planCode: 'enterprise', covered: { kind: 'paid', endsOn: '2027-04-20' } });
    expect(await shop.quote()).toMatchObject({ discounts: [{ code: 'early-renewal', amount: 2_397 }], net: 77_503 });
    const late = await desk.subscribe('later', { planCode: 'enterprise', covered: { kind: 'paid', endsOn: '2027-04-10' } });
    expect(await late.quote()).toMatchObject({ discounts: [], bonusDays: 0, net: 79_900 });
  });
});

describe('a price that changes', () => {
  it('refuses the quote made before by name, and leaves what was sold as it is', async () => {
    const shop = await desk.subscribe('steady', { covered: { kind: 'paid', endsOn: '2027-04-10' } });
    const quote = await shop.quote();
    const [, team] = DEMO_PLANS;
    if (!team) throw new Error('no demo plan');
    const dearer = { ...team, limits: { ...team.limits, seats: 3 }, prices: team.prices.map((price) => ({ ...price, amount: price.amount * 2 })) };
    await desk.area.app.get(PublishPlan).run(SYSTEM, dearer);
    expect((await shop.checkout(quote).expect(409)).body).toMatchObject({ code: 'price-changed' });
    expect(await shop.status()).toMatchObject({ plan: { limits: { seats: 10 } }, paidThrough: '2027-04-09' });
    expect(await shop.quote()).toMatchObject({ net: 9_800 });
    const bad = { ...dearer, prices: [{ interval: 'month', currency: 'UGX', amount: 1 }] };
    expect((await desk.operator.post('/api/v1/operations/plans').send(bad).expect(422)).body).toMatchObject({ code: 'currency-not-sold' });
    expect((await desk.operator.post('/api/v1/operations/plans').send({ ...dearer, prices: [{ interval: 'month', currency: 'USD', amount: 1e15 }] }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
  });
});

describe('tax', () => {
  it('is added, taken out of the price, or left to the buyer, and the lines add up in every currency', async () => {
    for (const [mode, currency] of [['exclusive', 'EUR'], ['inclusive', 'JPY'], ['reverse-charge', 'CNY']] as const) {
      const shop = await desk.subscribe(`tax-${mode}`, {
        currency, covered: { kind: 'paid', endsOn: '2027-05-10' }, profile: { legalName: 'Shop Ltd', address: '2 High Street', taxId: 'DE1', mode, rateBasisPoints: 1_900 },
      });
      const quote = await shop.quote({ terms: 7, addOns: [{ code: 'seat', quantity: 3 }] });
      expect(quote.lines.reduce((all, { net }) => all + net, 0)).toBe(quote.net);
      expect(quote.lines.reduce((all, { tax }) => all + tax, 0)).toBe(quote.tax);
      expect(quote.total).toBe(quote.net + quote.tax);
      if (mode === 'reverse-charge') expect(quote.tax).toBe(0);
    }
  });
});

describe('time whose money is paid back', () => {
  it('is taken back as a whole, and its days may be sold again', async () => {
    const shop = await desk.subscribe('sorry', { covered: { kind: 'paid', endsOn: '2027-04-10' } });
    await shop.buy({ terms: 2 });
    const takeBack = () => desk.operator.post(`/api/v1/operations/workspaces/${shop.workspaceId}/take-back-time`).send();
    expect((await takeBack().expect(200)).body).toMatchObject({ state: 'grace', paidThrough: '2027-03-14', grantedDays: 0 });
    expect((await takeBack().expect(409)).body).toMatchObject({ code: 'nothing-paid-ahead' });
    expect(await refusal(shop, { purpose: 'upgrade', planCode: 'business' }, 409)).toBe('nothing-paid-ahead');
    expect(await shop.buy()).toMatchObject({ from: '2027-03-15', paidThrough: '2027-04-14' });
    expect(await shop.status()).toMatchObject({ state: 'active', paidThrough: '2027-04-14' });
  });
});

describe('who asks for what cannot be', () => {
  it('is refused by name, and nothing changes', async () => {
    const shop = await desk.subscribe('careful', { covered: { kind: 'paid', endsOn: '2027-04-10' } });
    const other = await desk.subscribe('curious', { covered: { kind: 'paid', endsOn: '2027-04-10' } });
    const quote = await shop.quote();
    expect((await other.checkout(quote).expect(404)).body).toMatchObject({ code: 'not-found' });
    expect((await other.owner.post(path(other, `quotes/${quote.id}/take`)).send({ hash: quote.hash }).expect(404)).body).toMatchObject({ code: 'not-found' });
    await other.owner.post(path(shop, 'quotes')).send({}).expect(403);
    expect((await shop.checkout({ ...quote, hash: 'f'.repeat(64) }).expect(409)).body).toMatchObject({ code: 'quote-hash-mismatch' });
    for (const body of [{ terms: 37 }, { terms: -1 }, { purpose: 'upgrade' }, { purpose: 'seats' }, { purpose: 'seats', seats: 0 }, { purpose: 'seats', seats: -1 }, { purpose: 'gift' }, { addOns: [{ code: 'seat', quantity: 1e15 }] }]) {
      expect(await refusal(shop, body, 400)).toBe('invalid-input');
    }
    expect(await refusal(shop, { planCode: 'gold' }, 422)).toBe('plan-not-on-sale');
    expect(await refusal(shop, { coupon: 'NOBODY' }, 422)).toBe('coupon-not-valid');
    const coupon = { code: 'BAD', reduction: { kind: 'amount', amount: 100, currency: 'ISK' }, validFrom: '2027-01-01T00:00:00Z', validUntil: '2027-04-01T00:00:00Z', maxRedemptions: null };
    const make = (more: object) => desk.operator.post('/api/v1/operations/coupons').send({ ...coupon, ...more });
    expect((await make({}).expect(422)).body).toMatchObject({ code: 'currency-not-sold' });
    expect((await make({ reduction: { kind: 'amount', amount: 1e15, currency: 'USD' } }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
    expect((await make({ reduction: { kind: 'percent', basisPoints: 0 } }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
    expect((await make({ validUntil: '2026-01-01T00:00:00Z' }).expect(422)).body).toMatchObject({ code: 'coupon-never-valid' });
    expect(await shop.status()).toMatchObject({ paidThrough: '2027-04-09', plan: { code: 'team' } });
    expect(await shop.invoices()).toEqual([]);
  });
});
