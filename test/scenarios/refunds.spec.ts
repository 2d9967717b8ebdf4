import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { SendRefund } from '../../api/src/billing/refunds/send-refund.job.js';
import type { Balance, CreditNote, LedgerAudit, Refund } from '@perennial/contract/admin';
import { type BillingDesk, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

const CARD_WHOSE_REFUNDS_FAIL = '4000 0000 0000 5126';

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-01T12:00:00Z');
});
afterAll(() => desk?.close());

const at = (s: Subscriber, path: string) => `/api/v1/workspaces/${s.workspaceId}/billing/${path}`;
const ask = (s: Subscriber, body: object) => s.owner.post(at(s, 'refunds')).send({ reason: 'It did not work for a week', ...body });
const decide = (s: Subscriber, id: string, verb: 'approve' | 'decline' | 'put-on-balance', body: object = { comment: 'As the terms say' }) =>
  desk.operator.post(`/api/v1/operations/workspaces/${s.workspaceId}/refunds/${id}/${verb}`).send(body);
const refundsOf = async (s: Subscriber) => ((await s.owner.get(at(s, 'refunds')).expect(200)).body as { data: Refund[] }).data;
const notesOf = async (s: Subscriber) => ((await s.owner.get(at(s, 'credit-notes')).expect(200)).body as { data: CreditNote[] }).data;
const balanceOf = async (s: Subscriber) => (await s.owner.get(at(s, 'balance')).expect(200)).body as Balance;
const audit = async () => (await desk.operator.get('/api/v1/operations/ledger/audit').expect(200)).body as LedgerAudit;
const onHouse = async (account: string) => (await audit()).house.find((one) => one.account === account && one.currency === 'USD')?.balance ?? 0;
const toDecide = async () => ((await desk.operator.get('/api/v1/operations/refunds').expect(200)).body as { data: { id: string; status: string; amount: number }[] }).data;

async function buy(s: Subscriber, card: string) {
  const payment = await s.openPayment();
  await desk.pay(payment, card);
  await desk.settled();
  return (await s.invoices()).at(-1);
}

describe('an invoice of 49.00 and 9.80 tax for 10 March to 9 April', () => {
  let shop: Subscriber;
  let invoiceId: string;

  it('can be asked back by a clause of the terms it was sold under, and waits for an operator', async () => {
    shop = await desk.subscribe('tea');
    invoiceId = (await buy(shop, GOOD_CARD))?.id ?? '';
    expect((await ask(shop, { invoiceId, clause: 'changed-my-mind' }).expect(422)).body).toMatchObject({ code: 'clause-not-in-policy' });
    expect((await ask(shop, { invoiceId, clause: 'charged-in-error', net: 4901 }).expect(422)).body).toMatchObject({ code: 'refund-too-large', details: { refundable: 4900 } });
    const asked = (await ask(shop, { invoiceId, clause: 'charged-in-error', net: 1000 }).expect(201)).body as Refund;
    expect(asked).toMatchObject({ status: 'requested', askedNet: 1000, policyVersion: 1, payouts: [], creditNoteId: null });
    expect((await ask(shop, { invoiceId, clause: 'system-fault' }).expect(409)).body).toMatchObject({ code: 'refund-under-way' });
    expect(await toDecide()).toMatchObject([{ id: asked.id, status: 'requested', amount: 1000 }]);
  });

  it('is paid back in part with its share of the tax, to the card it came from, with a numbered credit note', async () => {
    const [asked] = await refundsOf(shop);
    const approved = (await decide(shop, asked?.id ?? '', 'approve').expect(200)).body as Refund;
    expect(approved).toMatchObject({ net: 1000, tax: 200, paidBack: 1200, payouts: [{ to: 'original-payment', amount: 1200 }] });
    await desk.settled();
    expect(await refundsOf(shop)).toMatchObject([{ status: 'done', payouts: [{ status: 'sent' }] }]);
    expect(await notesOf(shop)).toMatchObject([{ number: 'PER-CN-2027-000001', invoiceId, net: 1000, tax: 200, total: 1200, granted: 0, lines: [{ net: 1000, tax: 200 }] }]);
    // Its working says what part of the invoice's line it is, and not what that line had cost.
    const printed = await desk.area.database.rows(`SELECT document->'lines'->0->>'formula' AS formula FROM credit_notes WHERE invoice_id = $1`, [invoiceId]);
    expect(printed).toEqual([{ formula: '10.00 / 49.00' }]);
    expect(await onHouse('refunds_payable')).toBe(0);
    expect(await onHouse('cash_clearing:stripe')).toBe(-(5880 - 1200));
    expect((await decide(shop, asked?.id ?? '', 'approve').expect(409)).body).toMatchObject({ code: 'refund-decided' });
    expect(await toDecide()).toEqual([]);
  });

  it('has a credit note to print, and nobody else can see it', async () => {
    const [note] = await notesOf(shop);
    const other = await desk.subscribe('other');
    const pdf = await shop.owner.get(at(shop, `credit-notes/${note?.id}/pdf`)).buffer(true).expect(200);
    expect((pdf.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    await other.owner.get(at(other, `credit-notes/${note?.id}/pdf`)).expect(404);
    expect((await ask(other, { invoiceId, clause: 'charged-in-error' }).expect(404)).body).toMatchObject({ code: 'not-found' });
  });

  it('33 34 gives back the rest with the rest of the tax and then nothing more', async () => {
    const rest = (await ask(shop, { invoiceId, clause: 'charged-in-error' }).expect(201)).body as Refund;
    expect(rest.askedNet).toBe(3900);
    await decide(shop, rest.id, 'approve').expect(200);
    await desk.settled();
    expect((await notesOf(shop)).map(({ net, tax }) => [net, tax])).toEqual([[3900, 780], [1000, 200]]);
    expect((await ask(shop, { invoiceId, clause: 'charged-in-error' }).expect(409)).body).toMatchObject({ code: 'nothing-refundable' });
    expect(await onHouse('cash_clearing:stripe')).toBe(0);
    expect((await audit()).customers).toContainEqual({ account: 'deferred_revenue', currency: 'USD', balance: 0 });
  });

  it('is not given back for more than fourteen days where the law says fourteen', async () => {
    const late = await desk.subscribe('late');
    const invoice = await buy(late, GOOD_CARD);
    await desk.at('2027-02-16T12:00:00Z');
    expect((await ask(late, { invoiceId: invoice?.id, clause: 'statutory' }).expect(409)).body).toMatchObject({ code: 'refund-window-over', details: { days: 14 } });
    const asked = (await ask(late, { invoiceId: invoice?.id, clause: 'system-fault' }).expect(201)).body as Refund;
    const declined = (await decide(late, asked.id, 'decline', { comment: 'The service ran' }).expect(200)).body as Refund;
    expect(declined).toMatchObject({ status: 'declined', decision: 'The service ran', net: null });
    expect(await notesOf(late)).toEqual([]);
  });
});

describe('money that cannot go back the way it came', () => {
  it('that was paid from the balance returns to it, without what granted credit had paid', async () => {
    const s = await desk.subscribe('saver', { covered: { kind: 'paid', endsOn: '2027-05-01' } });
    await desk.operator.post(`/api/v1/operations/workspaces/${s.workspaceId}/credits`).send({ amount: 1880, currency: 'USD', reason: 'Goodwill', expiresAt: '2028-01-01T00:00:00Z' }).expect(201);
    await desk.pay((await s.owner.post(at(s, 'balance/top-ups')).send({ amount: 4000 }).expect(201)).body as never, GOOD_CARD);
    await desk.settled();
    const quote = await s.quote();
    await s.owner.post(at(s, `quotes/${quote.id}/pay-from-balance`)).send({ hash: quote.hash }).expect(201);
    const [invoice] = await s.invoices();
    const asked = (await ask(s, { invoiceId: invoice?.id, clause: 'charged-in-error' }).expect(201)).body as Refund;
    const approved = (await decide(s, asked.id, 'approve').expect(200)).body as Refund;
    expect(approved).toMatchObject({ status: 'done', net: 4900, tax: 980, paidBack: 4000, payouts: [{ to: 'balance', amount: 4000, status: 'on-balance' }] });
    expect(await balanceOf(s)).toMatchObject({ paid: 4000, granted: 0 });
    expect(await notesOf(s)).toMatchObject([{ total: 5880, granted: 1880 }]);
  });

  it('that a bank sends back days later is owed again, and an operator puts it onto the balance', async () => {
    const s = await desk.subscribe('unlucky', { covered: { kind: 'paid', endsOn: '2027-05-01' } });
    const invoice = await buy(s, CARD_WHOSE_REFUNDS_FAIL);
    const asked = (await ask(s, { invoiceId: invoice?.id, clause: 'charged-in-error' }).expect(201)).body as Refund;
    await decide(s, asked.id, 'approve').expect(200);
    await desk.settled();
    await desk.at('2027-03-01T12:00:00Z');
    const [failed] = await refundsOf(s);
    expect(failed).toMatchObject({ status: 'failed', payouts: [{ to: 'original-payment', status: 'failed' }] });
    expect(await onHouse('refunds_payable')).toBe(5880);
    expect(await toDecide()).toMatchObject([{ id: asked.id, status: 'failed', amount: 5880 }]);
    expect((await decide(s, asked.id, 'put-on-balance', {}).expect(200)).body).toMatchObject({ status: 'done', payouts: [{ status: 'on-balance' }] });
    expect((await decide(s, asked.id, 'put-on-balance', {}).expect(409)).body).toMatchObject({ code: 'refund-not-failed' });
    expect(await balanceOf(s)).toMatchObject({ paid: 5880 });
    expect(await onHouse('refunds_payable')).toBe(0);
    expect(await toDecide()).toEqual([]);
  });
});

describe('a refund that the provider made and answered with a failure', () => {
  it('is found there and not made again, though its key was forgotten meanwhile', async () => {
    const s = await desk.subscribe('lost-answer', { covered: { kind: 'paid', endsOn: '2027-05-01' } });
    const invoice = await buy(s, GOOD_CARD);
    const asked = (await ask(s, { invoiceId: invoice?.id, clause: 'charged-in-error', net: 1000 }).expect(201)).body as Refund;
    desk.stripe.setWebhookUrl(null);
    // The client tries three times by itself.
    desk.stripe.controls.turn({ failures: [{ kind: 'server-error-after-success', method: 'POST', path: '/v1/refunds', times: 3 }] });
    await decide(s, asked.id, 'approve').expect(200);
    const [paid] = await desk.area.database.rows<{ id: string }>(`SELECT stripe_payment_intent_id AS id FROM payment_attempts WHERE workspace_id = $1`, [s.workspaceId]);
    const stripe = new Stripe('sk_test_local', { host: '127.0.0.1', port: desk.stripe.port, protocol: 'http', telemetry: false });
    const made = async () => (await stripe.refunds.list({ payment_intent: paid?.id ?? '' })).data.map(({ amount }) => amount);
    while ((await made()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    desk.stripe.controls.moveClock(new Date(desk.stripe.controls.now().getTime() + 25 * 3_600_000));
    desk.stripe.controls.turnAllBack();
    await desk.area.app.get(SendRefund).run({ workspaceId: s.workspaceId, refundId: asked.id });
    expect(await refundsOf(s)).toMatchObject([{ status: 'done', payouts: [{ status: 'sent', amount: 1200 }] }]);
    expect(await made()).toEqual([1200]);
    desk.stripe.setWebhookUrl(`${desk.area.origin}/api/v1/webhooks/stripe`);
  });
});

describe('what the provider tells of refunds', () => {
  it('counts at once: a bank that sends one back is noticed the same minute', async () => {
    const s = await desk.subscribe('told-at-once', { covered: { kind: 'paid', endsOn: '2027-05-01' } });
    const invoice = await buy(s, CARD_WHOSE_REFUNDS_FAIL);
    const asked = (await ask(s, { invoiceId: invoice?.id, clause: 'charged-in-error' }).expect(201)).body as Refund;
    desk.stripe.controls.turn({ settleAfterSeconds: 3600 });
    await decide(s, asked.id, 'approve').expect(200);
    await desk.settled();
    expect(await refundsOf(s)).toMatchObject([{ status: 'done', payouts: [{ status: 'sent' }] }]);
    desk.stripe.controls.moveClock(new Date(desk.stripe.controls.now().getTime() + 3_601_000));
    await desk.settled();
    expect(await refundsOf(s)).toMatchObject([{ status: 'failed', payouts: [{ to: 'original-payment', status: 'failed' }] }]);
    expect(await toDecide()).toMatchObject([{ id: asked.id, status: 'failed', amount: 5880 }]);
    await decide(s, asked.id, 'put-on-balance', {}).expect(200);
    desk.stripe.controls.turnAllBack();
  });

  it('waits for a person when somebody refunded one of our payments at the provider', async () => {
    const s = await desk.subscribe('by-hand', { covered: { kind: 'paid', endsOn: '2027-05-01' } });
    await buy(s, GOOD_CARD);
    const [paid] = await desk.area.database.rows<{ id: string }>(`SELECT stripe_payment_intent_id AS id FROM payment_attempts WHERE workspace_id = $1`, [s.workspaceId]);
    const stripe = new Stripe('sk_test_local', { host: '127.0.0.1', port: desk.stripe.port, protocol: 'http', telemetry: false });
    await stripe.refunds.create({ payment_intent: paid?.id ?? '', amount: 100 });
    await desk.settled();
    const parked = await desk.area.database.rows(`SELECT DISTINCT status, parked_because FROM stripe_events WHERE type = 'refund.created' AND status = 'parked'`);
    expect(parked).toEqual([{ status: 'parked', parked_because: 'refund-made-elsewhere' }]);
  });
});

describe('a refund of the unused days that ends the service', () => {
  it('pays back what was not used and takes its days back, each once', async () => {
    const s = await desk.subscribe('leaver', { covered: { kind: 'paid', endsOn: '2027-02-20' } });
    const invoice = await buy(s, GOOD_CARD);
    expect(invoice).toMatchObject({ from: '2027-03-01', paidThrough: '2027-03-31' });
    await desk.at('2027-03-11T12:00:00Z');
    const asked = (await ask(s, { invoiceId: invoice?.id, clause: 'system-fault' }).expect(201)).body as Refund;
    // 10 of 31 days are over: 4900 - 1581.
    expect(asked.askedNet).toBe(3319);
    expect((await s.status()).paidThrough).toBe('2027-03-31');
    const approved = (await decide(s, asked.id, 'approve', { comment: 'As the terms say', endsService: true }).expect(200)).body as Refund;
    expect(approved).toMatchObject({ net: 3319, tax: 664, daysTakenBack: 21 });
    await desk.settled();
    expect(await s.status()).toMatchObject({ state: 'grace', paidThrough: '2027-03-10' });
    // The 21 days are the 21 that were paid back: the one that was going on when it was asked for is not paid for twice.
    expect(await buy(s, GOOD_CARD)).toMatchObject({ from: '2027-03-11' });
  });
});

describe('refund terms', () => {
  it('that change leave what was sold under the old ones as it was', async () => {
    const s = await desk.subscribe('careful', { covered: { kind: 'paid', endsOn: '2027-05-01' } });
    const before = await buy(s, GOOD_CARD);
    const clauses = [{ code: 'never', en: 'Nothing is refunded.', 'zh-CN': '概不退款。', refunds: 'unused-days', withinDays: 1 }];
    await desk.operator.post('/api/v1/operations/refund-policies').send({ text: { en: 'New terms.', 'zh-CN': '新条款。' }, clauses }).expect(201);
    expect((await s.owner.get(at(s, 'refund-policy')).expect(200)).body).toMatchObject({ version: 2, clauses: [{ code: 'never' }] });
    const after = await buy(s, GOOD_CARD);
    expect((await ask(s, { invoiceId: after?.id, clause: 'system-fault' }).expect(422)).body).toMatchObject({ code: 'clause-not-in-policy' });
    await ask(s, { invoiceId: before?.id, clause: 'system-fault' }).expect(201);
    await ask(s, { invoiceId: after?.id, clause: 'never' }).expect(201);
  });

  it('and what waits for a decision comes in pages, with how much there is in all', async () => {
    const page = async (query: object) => (await desk.operator.get('/api/v1/operations/refunds').query(query).expect(200)).body as { data: { id: string }[]; total: number };
    const { data: all, total } = await page({});
    expect(all.length).toBeGreaterThan(1);
    expect(total).toBe(all.length);
    expect(await page({ page: 2, perPage: 1 })).toMatchObject({ data: [{ id: all[1]?.id }], total });
    expect((await page({ sort: '-since' })).data.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
    await desk.operator.get('/api/v1/operations/refunds').query({ perPage: 201 }).expect(400);
  });

  it('and everything was booked so that the books add up', async () => {
    expect(await audit()).toMatchObject({ sound: true, faults: [] });
  });

  it('while the numbers of invoices and credit notes have no gap, and one that is made is found', async () => {
    const report = async () => (await desk.operator.get('/api/v1/operations/invoice-numbers').expect(200)).body as { whole: boolean; series: object[] };
    expect(await report()).toMatchObject({ whole: true, series: [{ series: 'PER', year: 2027, missing: [] }, { series: 'PER-CN', year: 2027, last: 7, given: 7, missing: [] }] });
    await desk.area.database.rows(`UPDATE invoice_series SET last_number = last_number + 2 WHERE series = 'PER-CN'`);
    expect(await report()).toMatchObject({ whole: false, series: [{ series: 'PER' }, { series: 'PER-CN', last: 9, given: 7, missing: [8, 9] }] });
  });
});
