import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Quote, Refund } from '@perennial/contract/admin';
import { type BillingDesk, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

/** What may change when somebody is refused: how often they tried, and when they were seen. */
const MAY_CHANGE = ['attempts', 'test_clock', 'worker_leases'];

const NAME = { en: 'New', 'zh-CN': '新' };
const NO_LIMITS = { contacts: null, remindersAMonth: null, seats: null };
/** Numbers that no amount, no number of days and no number of pieces can be. */
const NO_NUMBERS = [-1, 0.5, 1e15, Number.MAX_VALUE, '100', [100], {}, true];

let desk: BillingDesk;
let shop: Subscriber;
let other: Subscriber;
let expired: Quote;
let current: Quote;
let foreign: Quote;
let foreignInvoice: string;
let ownInvoice: string;
let asked: string;

beforeAll(async () => {
  desk = await openBillingDesk('2027-03-01T12:00:00Z');
  shop = await desk.subscribe('tea');
  other = await desk.subscribe('other');
  await other.buy();
  await shop.buy();
  await shop.buy();
  foreignInvoice = (await other.invoices())[0]?.id ?? '';
  expired = await shop.quote();
  await desk.at('2027-03-03T12:00:00Z');
  await desk.settled();
  current = await shop.quote();
  foreign = await other.quote();
  // One invoice is free to be asked back, of the other a refund waits for its decision.
  const [first, second] = await shop.invoices();
  ownInvoice = first?.id ?? '';
  asked = ((await shop.owner.post(at(shop, 'refunds')).send({ invoiceId: second?.id, clause: 'charged-in-error', reason: 'Not needed any more', net: 100 }).expect(201)).body as Refund).id;
});
afterAll(() => desk?.close());

/** Every row of every table, in short: two of them are equal when nothing was written, changed or removed. */
async function fingerprint(): Promise<Record<string, string>> {
  const tables = await desk.area.database.rows<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`);
  const prints: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !MAY_CHANGE.includes(table.name))) {
    const [row] = await desk.area.database.rows<{ print: string }>(`SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS print FROM "${name}" t`);
    prints[name] = row?.print ?? '';
  }
  return prints;
}

const at = (s: Subscriber, path: string) => `/api/v1/workspaces/${s.workspaceId}/billing/${path}`;
const operations = (path: string) => `/api/v1/operations/workspaces/${shop.workspaceId}/${path}`;
const grant = (body: object) => desk.operator.post(operations('credits')).send({ currency: 'USD', reason: 'Goodwill', expiresAt: '2028-01-01T00:00:00Z', amount: 500, ...body });
const topUp = (amount: unknown) => shop.owner.post(at(shop, 'balance/top-ups')).send({ amount });
const refund = (net: unknown) => shop.owner.post(at(shop, 'refunds')).send({ invoiceId: ownInvoice, clause: 'charged-in-error', reason: 'Not needed any more', net });
const approve = (net: unknown) => desk.operator.post(operations(`refunds/${asked}/approve`)).send({ comment: 'As the terms say', net });
const quoteOf = (request: object) => shop.owner.post(at(shop, 'quotes')).send(request);
const plan = (differs: object) => desk.operator.post('/api/v1/operations/plans').send({ code: 'new', rank: 9, name: NAME, limits: NO_LIMITS, graceDays: 0, retentionDays: 30, prices: [], ...differs });
const addOn = (differs: object) => desk.operator.post('/api/v1/operations/add-ons').send({ code: 'new', name: NAME, raises: 'seats', raisesBy: 1, prices: [{ interval: 'month', currency: 'USD', amount: 100 }], ...differs });
const coupon = (differs: object) =>
  desk.operator.post('/api/v1/operations/coupons').send({ code: 'NEW', reduction: { kind: 'percent', basisPoints: 1 }, validFrom: '2027-01-01T00:00:00Z', validUntil: '2027-04-01T00:00:00Z', maxRedemptions: 1, ...differs });
const autoTopUp = (differs: object) => shop.owner.put(at(shop, 'balance/auto-top-up')).send({ enabled: true, threshold: 500, refillTo: 5000, monthlyCap: 20_000, ...differs });
const payFor = (quote: Pick<Quote, 'id' | 'hash'>) => shop.owner.post(at(shop, `quotes/${quote.id}/checkout`)).send({ hash: quote.hash });
const webhook = (body: string, signature: string) =>
  fetch(`${desk.area.origin}/api/v1/webhooks/stripe`, { method: 'POST', headers: { 'content-type': 'application/json', 'stripe-signature': signature }, body });

async function forged(secret: string): Promise<{ status: number; body: { code?: string } }> {
  const body = JSON.stringify({ id: 'evt_forged', object: 'event', type: 'checkout.session.completed', data: { object: { id: 'cs_forged', object: 'checkout.session', payment_status: 'paid' } } });
  const time = Math.floor(Date.parse('2027-03-03T12:00:00Z') / 1000);
  const answer = await webhook(body, `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`);
  return { status: answer.status, body: (await answer.json()) as { code?: string } };
}

/** Everywhere else that a number is typed in, with one that can be. */
const NUMBERS: readonly (readonly [what: string, possible: number, ask: (number: unknown) => PromiseLike<{ status: number; body: { code?: string } }>])[] = [
  ['a gift of … days', 1, (days) => desk.operator.post(operations('grants')).send({ kind: 'bonus', days, reason: 'Goodwill' })],
  ['an extension of … days', 1, (days) => desk.operator.post(operations('overlays')).send({ kind: 'extension', days, reason: 'Goodwill' })],
  ['a tax of …', 1900, (rateBasisPoints) => desk.operator.put(operations('tax')).send({ mode: 'exclusive', rateBasisPoints })],
  ['a plan priced at …', 0, (amount) => plan({ prices: [{ interval: 'month', currency: 'USD', amount }] })],
  ['a plan of rank …', 0, (rank) => plan({ rank })],
  ['a plan for … contacts', 1, (contacts) => plan({ limits: { ...NO_LIMITS, contacts } })],
  ['a plan with … days of grace', 0, (graceDays) => plan({ graceDays })],
  ['a plan that keeps data for … days', 0, (retentionDays) => plan({ retentionDays })],
  ['a plan with … days of trial', 0, (trialDays) => plan({ trialDays })],
  ['a plan that gives … days for renewing early', 0, (bonusDays) => plan({ earlyRenewal: { daysBefore: 30, discountBasisPoints: 0, bonusDays } })],
  ['an add-on priced at …', 1, (amount) => addOn({ prices: [{ interval: 'month', currency: 'USD', amount }] })],
  ['an add-on that raises by …', 1, (raisesBy) => addOn({ raisesBy })],
  ['a coupon of … hundredths of a percent', 1, (basisPoints) => coupon({ code: 'SHARE', reduction: { kind: 'percent', basisPoints } })],
  ['a coupon of … in USD', 1, (amount) => coupon({ code: 'AMOUNT', reduction: { kind: 'amount', currency: 'USD', amount } })],
  ['a coupon for … workspaces', 1, (maxRedemptions) => coupon({ code: 'MANY', maxRedemptions })],
  ['an automatic top-up below …', 500, (threshold) => autoTopUp({ threshold })],
  ['an automatic top-up to …', 5000, (refillTo) => autoTopUp({ refillTo })],
  ['an automatic top-up of at most …', 20_000, (monthlyCap) => autoTopUp({ monthlyCap })],
  ['a notice … days before', 3, (day) => shop.owner.put(at(shop, 'notice-settings')).send({ daysBefore: [0, day], sendAt: '09:00' })],
];

const CASES: readonly (readonly [what: string, status: number, code: string, ask: () => PromiseLike<{ status: number; body: { code?: string } }>])[] = [
  ['credit in another currency than the plan', 422, 'wrong-currency', () => grant({ currency: 'EUR' })],
  ['credit in a currency that is none', 400, 'invalid-input', () => grant({ currency: 'XX' })],
  ['a quote that has expired', 409, 'quote-expired', () => payFor(expired)],
  ['a quote of somebody else', 404, 'not-found', () => payFor(foreign)],
  ['a quote with another content', 409, 'quote-hash-mismatch', () => payFor({ id: current.id, hash: 'f'.repeat(64) })],
  ['a webhook nobody at the provider signed', 400, 'signature-not-valid', () => forged('whsec_guessed')],
  ['the paper of an invoice of somebody else', 404, 'not-found', () => shop.owner.get(at(shop, `invoices/${foreignInvoice}/pdf`))],
  ['the paper of an invoice that is none', 404, 'not-found', () => shop.owner.get(at(shop, `invoices/${randomUUID()}/pdf`))],
  ['the paper under a number instead of an id', 400, 'invalid-input', () => shop.owner.get(at(shop, 'invoices/PER-2027-000001/pdf'))],
  ['a refund of an invoice of somebody else', 404, 'not-found', () => shop.owner.post(at(shop, 'refunds')).send({ invoiceId: foreignInvoice, clause: 'unused-days', reason: 'Not needed any more' })],
  ...[0, -1, 0.5, 1e15, Number.MAX_VALUE, '100', null].flatMap((amount): (typeof CASES)[number][] => [
    [`a top-up of ${String(amount)}`, 400, 'invalid-input', () => topUp(amount)],
    [`credit of ${String(amount)}`, 400, 'invalid-input', () => grant({ amount })],
  ]),
  ...[0, -1, 0.5, 1e15, Number.MAX_VALUE, '100', null, [100], {}].flatMap((net): (typeof CASES)[number][] => [
    [`a refund of ${JSON.stringify(net)}`, 400, 'invalid-input', () => refund(net)],
    [`a decision to give ${JSON.stringify(net)} back`, 400, 'invalid-input', () => approve(net)],
  ]),
  // One more than was paid is as much too much as the most an amount can be.
  ...[4901, 1e14].flatMap((net): (typeof CASES)[number][] => [
    [`a refund of ${net}`, 422, 'refund-too-large', () => refund(net)],
    [`a decision to give ${net} back`, 422, 'refund-too-large', () => approve(net)],
  ]),
  ...[0, -1, 0.5, 1e15, Number.MAX_VALUE, '2', null, [2], {}].flatMap((many): (typeof CASES)[number][] => [
    [`a renewal for ${JSON.stringify(many)} months`, 400, 'invalid-input', () => quoteOf({ terms: many })],
    [`${JSON.stringify(many)} more seats`, 400, 'invalid-input', () => quoteOf({ purpose: 'seats', seats: many })],
    [`${JSON.stringify(many)} more of an add-on`, 400, 'invalid-input', () => quoteOf({ purpose: 'add-on', addOns: [{ code: 'seat', quantity: many }] })],
  ]),
  ...[-1, 0.5, 1e15, Number.MAX_VALUE, '2', null].map(
    (quantity): (typeof CASES)[number] => [`a renewal with ${String(quantity)} of an add-on`, 400, 'invalid-input', () => quoteOf({ addOns: [{ code: 'seat', quantity }] })],
  ),
  ...NUMBERS.flatMap(([what, , ask]) => NO_NUMBERS.map((none): (typeof CASES)[number] => [what.replace('…', JSON.stringify(none)), 400, 'invalid-input', () => ask(none)])),
  ['an add-on that is named twice', 400, 'invalid-input', () => quoteOf({ addOns: [{ code: 'seat', quantity: 1 }, { code: 'seat', quantity: 2 }] })],
  ['an add-on there is not', 422, 'add-on-not-on-sale', () => quoteOf({ addOns: [{ code: 'no-such', quantity: 1 }] })],
  ['more at once than the provider takes', 422, 'quote-too-large', () => quoteOf({ terms: 36, addOns: [{ code: 'seat', quantity: 100_000 }] })],
];

describe('what cannot be is refused by name, and not a row changes', () => {
  it.each(CASES)('%s', async (_, status, code, ask) => {
    const before = await fingerprint();
    const answer = await ask();
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    await desk.settled();
    expect(await fingerprint()).toEqual(before);
  });

  it.each(NUMBERS)('and %s is taken when it can be: %d', async (_, possible, ask) => {
    const { status, body } = await ask(possible);
    expect([status < 300, body.code === 'invalid-input']).toEqual([true, false]);
  });

  it('and the fingerprint would have seen it: a quote is a row', async () => {
    const before = await fingerprint();
    await shop.quote();
    expect(await fingerprint()).not.toEqual(before);
  });
});
