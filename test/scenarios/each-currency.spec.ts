import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import type { CreditNote, Payment, Quote, Refund } from '@perennial/contract/admin';
import { type BillingDesk, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

let desk: BillingDesk;
let stripe: Stripe;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-01T12:00:00Z');
  stripe = new Stripe('sk_test_local', { host: '127.0.0.1', port: desk.stripe.port, protocol: 'http', telemetry: false });
  // Shares that do not come out even anywhere.
  const coupon = { code: 'ODD', reduction: { kind: 'percent', basisPoints: 1_333 }, validFrom: '2027-01-01T00:00:00Z', validUntil: '2027-04-01T00:00:00Z', maxRedemptions: null };
  await desk.operator.post('/api/v1/operations/coupons').send(coupon).expect(201);
});
afterAll(() => desk?.close());

interface Amounts {
  readonly net: number;
  readonly tax: number;
}

interface StoredInvoice extends Amounts {
  readonly id: string;
  readonly currency: string;
  readonly total: number;
  readonly document: { readonly lines: readonly Amounts[] };
}

const at = (s: Subscriber, path: string) => `/api/v1/workspaces/${s.workspaceId}/billing/${path}`;
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
const summed = (parts: readonly Amounts[]): Amounts => ({ net: sum(parts.map(({ net }) => net)), tax: sum(parts.map(({ tax }) => tax)) });

async function invoiceOf(s: Subscriber): Promise<StoredInvoice> {
  const [invoice] = await desk.area.database.rows<StoredInvoice>(
    'SELECT id, currency, net_minor AS net, tax_minor AS tax, total_minor AS total, document FROM invoices WHERE workspace_id = $1', [s.workspaceId],
  );
  if (!invoice) throw new Error('No invoice was issued');
  return invoice;
}

async function attemptOf(s: Subscriber): Promise<{ session: string; intent: string }> {
  const [found] = await desk.area.database.rows<{ session: string; intent: string }>(
    'SELECT stripe_session_id AS session, stripe_payment_intent_id AS intent FROM payment_attempts WHERE workspace_id = $1', [s.workspaceId],
  );
  if (!found) throw new Error('Nothing was paid');
  return found;
}

const refundsAtProvider = async (s: Subscriber) => (await stripe.refunds.list({ payment_intent: (await attemptOf(s)).intent, limit: 100 })).data;

/** What the notes took back of each line of the invoice, note by note. */
async function creditedLines(s: Subscriber): Promise<Amounts[][]> {
  const rows = await desk.area.database.rows<{ lines: Amounts[] }>('SELECT lines FROM credit_notes WHERE workspace_id = $1 ORDER BY issued_at, number', [s.workspaceId]);
  return rows.map(({ lines }) => lines);
}

/** Gives a part of the invoice back, or what is left of it. */
async function giveBack(s: Subscriber, invoiceId: string, net?: number): Promise<Refund> {
  const asked = (await s.owner.post(at(s, 'refunds')).send({ invoiceId, clause: 'charged-in-error', reason: 'It did not work', net }).expect(201)).body as Refund;
  const approve = `/api/v1/operations/workspaces/${s.workspaceId}/refunds/${asked.id}/approve`;
  const approved = (await desk.operator.post(approve).send({ comment: 'As the terms say' }).expect(200)).body as Refund;
  await desk.settled();
  return approved;
}

const CASES = [
  { currency: 'USD', mode: 'exclusive', rateBasisPoints: 775 },
  { currency: 'USD', mode: 'inclusive', rateBasisPoints: 775 },
  { currency: 'EUR', mode: 'exclusive', rateBasisPoints: 1_900 },
  { currency: 'EUR', mode: 'inclusive', rateBasisPoints: 1_900 },
  { currency: 'CNY', mode: 'exclusive', rateBasisPoints: 600 },
  { currency: 'CNY', mode: 'inclusive', rateBasisPoints: 600 },
  { currency: 'JPY', mode: 'exclusive', rateBasisPoints: 1_000 },
  { currency: 'JPY', mode: 'inclusive', rateBasisPoints: 1_000 },
] as const;

describe.each(CASES)('a renewal in $currency with $mode tax of $rateBasisPoints hundredths of a percent, add-ons and a coupon', ({ currency, mode, rateBasisPoints }) => {
  let shop: Subscriber;
  let quote: Quote;
  let invoice: StoredInvoice;

  it('is quoted so that its parts are the whole', async () => {
    const slug = `${currency}-${mode}`.toLowerCase();
    shop = await desk.subscribe(slug, { currency, profile: { legalName: `Shop ${slug} Ltd`, address: '2 High Street', taxId: null, mode, rateBasisPoints } });
    quote = await shop.quote({ terms: 2, coupon: 'ODD', addOns: [{ code: 'seat', quantity: 7 }, { code: 'contacts-5000', quantity: 1 }] });
    const { lines } = quote;
    expect(quote).toMatchObject({ currency, taxMode: mode, ...summed(lines), total: quote.net + quote.tax });
    expect(lines).toHaveLength(6);
    const listed = sum(lines.map(({ amount }) => amount));
    const off = sum(lines.map(({ discount }) => discount));
    expect(off).toBe(sum(quote.discounts.map(({ amount }) => amount)));
    // A share of 13.33 % to the nearest unit of the currency.
    expect(off).toBe(Math.round((listed * 1_333) / 10_000));
    expect(mode === 'exclusive' ? quote.net : quote.total).toBe(listed - off);
    for (const line of lines) expect(mode === 'exclusive' ? line.net : line.net + line.tax).toBe(line.amount - line.discount);
    const [before, whole] = mode === 'exclusive' ? [quote.net, 10_000] : [quote.total, 10_000 + rateBasisPoints];
    expect(quote.tax).toBe(Math.round((before * rateBasisPoints) / whole));
    expect(quote.tax).toBeGreaterThan(0);
  });

  it('is charged at what was quoted, and the invoice says the same', async () => {
    const payment = (await shop.checkout(quote).expect(201)).body as Payment;
    expect(payment).toMatchObject({ currency, amount: quote.total });
    const { session } = await attemptOf(shop);
    const page = await stripe.checkout.sessions.retrieve(session, { expand: ['line_items'] });
    expect(page).toMatchObject({ currency: currency.toLowerCase(), amount_total: quote.total });
    expect(sum((page.line_items?.data ?? []).map(({ amount_total: amount }) => amount))).toBe(quote.total);
    await desk.pay(payment, GOOD_CARD);
    await desk.settled();
    const charged = (await stripe.charges.list({ payment_intent: (await attemptOf(shop)).intent })).data;
    expect(charged).toMatchObject([{ paid: true, amount: quote.total, currency: currency.toLowerCase() }]);
    invoice = await invoiceOf(shop);
    expect(invoice).toMatchObject({ currency, net: quote.net, tax: quote.tax, total: quote.total });
    expect(invoice.document.lines).toMatchObject(quote.lines.map(({ net, tax }) => ({ net, tax })));
  });

  it('is given back in parts, each the sum of its lines and taxes and none more than was paid', async () => {
    const third = Math.floor(quote.net / 3);
    for (const net of [third, third + 1, 1]) {
      const { net: gaveNet, tax: gaveTax, paidBack } = await giveBack(shop, invoice.id, net);
      expect(gaveNet).toBe(net);
      expect(paidBack).toBe(net + (gaveTax ?? 0));
      const notes = await creditedLines(shop);
      expect(summed(notes.at(-1) ?? [])).toEqual({ net, tax: gaveTax });
      for (const [i, paid] of invoice.document.lines.entries()) {
        const credited = summed(notes.map((lines) => lines[i] ?? { net: 0, tax: 0 }));
        expect(credited.net).toBeLessThanOrEqual(paid.net);
        expect(credited.tax).toBeLessThanOrEqual(paid.tax);
      }
      expect((await refundsAtProvider(shop))[0]).toMatchObject({ amount: paidBack, currency: currency.toLowerCase() });
    }
    const left = quote.net - 2 * third - 2;
    expect((await shop.owner.post(at(shop, 'refunds')).send({ invoiceId: invoice.id, clause: 'charged-in-error', reason: 'All of it', net: left + 1 }).expect(422)).body).toMatchObject({ code: 'refund-too-large', details: { refundable: left } });
  });

  it('and with the last part everything that was paid is back, to the unit, line by line', async () => {
    await giveBack(shop, invoice.id);
    const notes = await creditedLines(shop);
    for (const [i, { net, tax }] of invoice.document.lines.entries()) expect(summed(notes.map((lines) => lines[i] ?? { net: 0, tax: 0 }))).toEqual({ net, tax });
    const shown = ((await shop.owner.get(at(shop, 'credit-notes')).expect(200)).body as { data: CreditNote[] }).data;
    expect(sum(shown.map(({ total }) => total))).toBe(quote.total);
    for (const note of shown) expect(note).toMatchObject({ ...summed(note.lines), total: note.net + note.tax });
    expect(sum((await refundsAtProvider(shop)).map(({ amount }) => amount))).toBe(quote.total);
    expect((await shop.owner.post(at(shop, 'refunds')).send({ invoiceId: invoice.id, clause: 'charged-in-error', reason: 'Once more' }).expect(409)).body).toMatchObject({ code: 'nothing-refundable' });
  });
});

it('and the books of all four currencies add up', async () => {
  expect((await desk.operator.get('/api/v1/operations/ledger/audit').expect(200)).body).toMatchObject({ sound: true, faults: [] });
});
