import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Quote, Refund } from '@perennial/contract/admin';
import { type BillingDesk, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

/** What may change when somebody is refused: how often they tried, and when they were seen. */
const MAY_CHANGE = ['attempts', 'test_clock', 'worker_leases'];

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
const payFor = (quote: Pick<Quote, 'id' | 'hash'>) => shop.owner.post(at(shop, `quotes/${quote.id}/checkout`)).send({ hash: quote.hash });
const webhook = (body: string, signature: string) =>
  fetch(`${desk.area.origin}/api/v1/webhooks/stripe`, { method: 'POST', headers: { 'content-type': 'application/json', 'stripe-signature': signature }, body });

async function forged(secret: string): Promise<{ status: number; body: { code?: string } }> {
  const body = JSON.stringify({ id: 'evt_forged', object: 'event', type: 'checkout.session.completed', data: { object: { id: 'cs_forged', object: 'checkout.session', payment_status: 'paid' } } });
  const time = Math.floor(Date.parse('2027-03-03T12:00:00Z') / 1000);
  const answer = await webhook(body, `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`);
  return { status: answer.status, body: (await answer.json()) as { code?: string } };
}

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

  it('and the fingerprint would have seen it: a quote is a row', async () => {
    const before = await fingerprint();
    await shop.quote();
    expect(await fingerprint()).not.toEqual(before);
  });
});
