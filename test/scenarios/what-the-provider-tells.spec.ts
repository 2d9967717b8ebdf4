import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Payment } from '@perennial/contract/admin';
import Stripe from 'stripe';
import { CancelPayment } from '../../api/src/billing/payments/cancel-payment.js';
import { SavedCardStore } from '../../api/src/billing/payments/cards/saved-card.store.js';
import { ConfirmPayment } from '../../api/src/billing/payments/confirmation/confirm-payment.js';
import { ConfirmationLinks } from '../../api/src/billing/payments/confirmation/confirmation-links.js';
import { PayablePurposes } from '../../api/src/billing/payments/payable.js';
import { PaymentAttemptStore } from '../../api/src/billing/payments/payment-attempt.store.js';
import { ApplyStripeEvent } from '../../api/src/billing/payments/inbox/apply-stripe-event.job.js';
import { ReceiveStripeEvent } from '../../api/src/billing/payments/inbox/receive-stripe-event.js';
import { SettlePayment } from '../../api/src/billing/payments/settle-payment.js';
import { MakeQuote } from '../../api/src/billing/quotes/make-quote.js';
import { SubscriptionStore } from '../../api/src/billing/subscriptions/subscription.store.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Clock } from '../../api/src/platform/clock/index.js';
import { Database } from '../../api/src/platform/database/index.js';
import { answerBank, type BillingDesk, DECLINED_CARD, enterCard, GOOD_CARD, OLD_WEBHOOK_SECRET, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

const ORDERS = process.env['PERENNIAL_LONG'] === '1' ? 1000 : 40;
const ASKS = '4000 0000 0000 3220';

let desk: BillingDesk;
let stripe: Stripe;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-01T12:00:00Z');
  stripe = new Stripe('sk_test_local', { host: '127.0.0.1', port: desk.stripe.port, protocol: 'http', telemetry: false });
});
afterAll(() => desk?.close());

const get = <T>(type: abstract new (...args: never[]) => T): T => desk.area.app.get(type as unknown as new () => T);

async function deliver(event: Stripe.Event): Promise<void> {
  const body = JSON.stringify(event);
  const header = stripe.webhooks.generateTestHeaderString({ payload: body, secret: 'whsec_local' });
  await get(ReceiveStripeEvent).run(Buffer.from(body), header);
  await get(ApplyStripeEvent).run({ eventId: event.id });
}

/** One payment's way through the world: its steps happen at the provider, and each leaves events behind. */
interface Lifecycle {
  readonly name: string;
  begin(s: Subscriber): Promise<{ attemptId: string; steps: (() => Promise<unknown>)[] }>;
}

const page = (name: string, ...cards: (string | 'yes' | 'expire' | 'cancel')[]): Lifecycle => ({
  name,
  begin: async (s) => {
    const payment = await s.openPayment();
    const url = payment.checkoutUrl ?? '';
    let next: string | null = null;
    const sessionId = url.slice(url.lastIndexOf('/') + 1);
    const steps = cards.map((card) => async () => {
      if (card === 'yes') await answerBank(next ?? '', 'yes');
      else if (card === 'expire') await stripe.checkout.sessions.expire(sessionId);
      else if (card === 'cancel') await get(CancelPayment).run(SYSTEM, s.workspaceId, payment.id);
      else next = await enterCard(url, card);
    });
    return { attemptId: payment.id, steps };
  },
});

/** A debit of the saved card, whose outcome is turned on for it. */
const debit = (name: string, outcome: 'succeeds' | 'insufficient_funds' | 'authentication_required', ...then: ('confirm' | 'cancel')[]): Lifecycle => ({
  name,
  begin: async (s) => {
    const { workspaceId } = s;
    let methodId = '';
    const attempt = await get(Database).inWorkspace(workspaceId, async (tx) => {
      const subscription = await get(SubscriptionStore).lock(tx, workspaceId);
      const card = await get(SavedCardStore).findDefault(tx, workspaceId);
      methodId = card?.stripePaymentMethodId ?? '';
      const now = get(Clock).now();
      const quote = await get(MakeQuote).forAutomaticRenewal(tx, subscription, new Date('2099-01-01'));
      const payable = await get(PayablePurposes).of({ purpose: 'quote' }).owed(tx, subscription, quote.id);
      const added = await get(PaymentAttemptStore).add(tx, { workspaceId, method: 'saved-card', cardId: card?.id ?? null, debitStep: `try-${now.getTime()}`, checkAt: null, createdAt: now }, payable);
      if (!added) throw new Error('The place is taken');
      return added;
    });
    const turned = (to: typeof outcome) => desk.stripe.controls.turn({ cardOutcomes: { [methodId]: to } });
    const steps = [
      async () => {
        turned(outcome);
        await get(SettlePayment).run(workspaceId, attempt.id).finally(() => turned('succeeds'));
      },
      ...then.map((step) => async () => {
        if (step === 'cancel') return void (await get(CancelPayment).run(SYSTEM, workspaceId, attempt.id));
        const token = get(ConfirmationLinks).urlFor(workspaceId, attempt.id).split('/').at(-1) ?? '';
        await get(ConfirmPayment).run(token);
      }),
    ];
    return { attemptId: attempt.id, steps };
  },
});

const LIFECYCLES: readonly Lifecycle[] = [
  page('paid at once', GOOD_CARD),
  page('declined twice, then paid', DECLINED_CARD, DECLINED_CARD, GOOD_CARD),
  page('confirmed at the bank', ASKS, 'yes'),
  page('left alone until it expires', 'expire'),
  page('declined, then closed', DECLINED_CARD, 'cancel'),
  page('paid at the moment it is closed', GOOD_CARD, 'cancel'),
  debit('debited', 'succeeds'),
  debit('debit declined', 'insufficient_funds'),
  debit('debit confirmed at the bank', 'authentication_required', 'confirm'),
  debit('debit withdrawn', 'authentication_required', 'cancel'),
];

/** Everything that counts, relative to the state before. */
async function stateOf(s: Subscriber, attemptId: string, before: { periods: number; invoices: number }) {
  const [attempt] = await desk.area.database.rows<object>('SELECT status, last_failure, invoice_id IS NOT NULL AS invoiced, settled_at IS NOT NULL AS settled FROM payment_attempts WHERE id = $1', [attemptId]);
  const now = await countsOf(s);
  const [bookings] = await desk.area.database.rows<{ count: number }>('SELECT count(*)::int AS count FROM provider_bookings WHERE attempt_hint = $1', [attemptId]);
  return { ...attempt, periods: now.periods - before.periods, invoices: now.invoices - before.invoices, bookings: bookings?.count };
}

async function countsOf({ workspaceId }: Subscriber): Promise<{ periods: number; invoices: number }> {
  const [row] = await desk.area.database.rows<{ periods: number; invoices: number }>(
    'SELECT (SELECT count(*)::int FROM subscription_periods WHERE workspace_id = $1) AS periods, (SELECT count(*)::int FROM invoices WHERE workspace_id = $1) AS invoices',
    [workspaceId],
  );
  return row ?? { periods: 0, invoices: 0 };
}

/** Lives one life; `choose` says after each step what arrives, out of all that was said so far, known or not. */
async function live(s: Subscriber, lifecycle: Lifecycle, choose: (said: readonly Stripe.Event[]) => readonly Stripe.Event[]) {
  const before = await countsOf(s);
  const told = new Set((await stripe.events.list({ limit: 1 })).data.map(({ id }) => id));
  const { attemptId, steps } = await lifecycle.begin(s);
  const said = async () => {
    const events: Stripe.Event[] = [];
    for await (const event of stripe.events.list({ limit: 100 })) {
      if (told.has(event.id)) break;
      events.unshift(event);
    }
    return events;
  };
  for (const step of [async () => undefined, ...steps]) {
    await step();
    for (const event of choose(await said())) await deliver(event);
  }
  for (const event of await said()) await deliver(event);
  return stateOf(s, attemptId, before);
}

describe('webhooks', () => {
  let s: Subscriber;
  const clean = new Map<string, unknown>();

  beforeAll(async () => {
    s = await desk.subscribe('orders', { covered: { kind: 'paid', endsOn: '2027-03-10' } });
    await s.saveCard(GOOD_CARD);
    await s.autoRenewal('enable');
    await desk.settled();
    desk.stripe.setWebhookUrl(null);
  });
  afterAll(() => desk.stripe.setWebhookUrl(`${desk.area.origin}/api/v1/webhooks/stripe`));

  it.each(LIFECYCLES.map((lifecycle) => [lifecycle.name, lifecycle] as const))('in order: %s', async (name, lifecycle) => {
    clean.set(name, await live(s, lifecycle, (said) => said));
    const paid = /paid|confirmed|^debited/.test(name);
    expect(clean.get(name)).toMatchObject({ status: paid ? 'succeeded' : expect.stringMatching(/failed|expired|canceled/), periods: paid ? 1 : 0, invoices: paid ? 1 : 0, bookings: paid ? 1 : 0, settled: true });
  });

  // cashier-stripe#1201, #1760, stripe-cli#418, pay#282: "updated" before "created" left the status "incomplete" for ever.
  it(`in ${ORDERS} random orders, doubled, late, while it still happens: every life ends as in the clean order`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LIFECYCLES), fc.infiniteStream(fc.nat()), async (lifecycle, chances) => {
        const chance = () => chances.next().value;
        const end = await live(s, lifecycle, (said) => said.filter(() => chance() % 3 > 0).flatMap((event) => (chance() % 3 === 0 ? [event, event] : [event])).sort(() => (chance() % 2) - 0.5));
        expect(end).toEqual(clean.get(lifecycle.name));
      }),
      { numRuns: ORDERS, endOnFailure: true },
    );
  });

  it('say that a debit is over before the one who took it back has written it down: it was taken back and has not failed', async () => {
    const { attemptId, steps } = await debit('taken back', 'authentication_required').begin(s);
    await steps[0]?.();
    const [attempt] = await desk.area.database.rows<{ intent: string }>('SELECT stripe_payment_intent_id AS intent FROM payment_attempts WHERE id = $1', [attemptId]);
    await stripe.paymentIntents.cancel(attempt?.intent ?? '', { cancellation_reason: 'requested_by_customer' });
    expect(await get(SettlePayment).run(s.workspaceId, attemptId)).toMatchObject({ status: 'canceled' });
  });

  it('that are lost altogether: the nightly comparison books what was paid, and says so', async () => {
    const payment = await s.openPayment();
    await desk.pay(payment, GOOD_CARD);
    const before = await countsOf(s);
    // As if the attempt had been given up: nothing looks at it by itself any more.
    await desk.area.database.rows(`UPDATE payment_attempts SET status = 'expired', check_at = NULL WHERE id = $1`, [payment.id]);
    await desk.operator.post('/api/v1/operations/reconcile').send({}).expect(202);
    await desk.settled();
    expect(await s.payment(payment.id)).toMatchObject({ status: 'succeeded' });
    expect((await countsOf(s)).periods - before.periods).toBe(1);
    const report = (await desk.operator.get('/api/v1/operations/reconcile').expect(200)).body as { data: object[]; lastRun: object };
    expect(report.data[0]).toMatchObject({ kind: 'booked-late', paymentId: payment.id, workspaceId: s.workspaceId, details: { was: 'expired', status: 'succeeded' } });
    expect(report.lastRun).toMatchObject({ finishedAt: expect.any(String) });
    await desk.operator.post('/api/v1/operations/reconcile').send({ complete: true }).expect(202);
    await desk.settled();
    expect(((await desk.operator.get('/api/v1/operations/reconcile').expect(200)).body as { total: number }).total).toBe(1);
  });
});

describe('a page that is over at the provider before anybody has told us', () => {
  let s: Subscriber;
  beforeAll(async () => {
    s = await desk.subscribe('told-late');
    desk.stripe.controls.turn({ webhooks: { dropShare: 1 } });
  });
  afterAll(() => desk.stripe.controls.turnAllBack());

  it('is not given out again: who presses the button once more gets a new one', async () => {
    const quote = await s.quote();
    const first = (await s.checkout(quote).expect(201)).body as Payment;
    await stripe.checkout.sessions.expire(String(first.checkoutUrl?.split('/').at(-1)));
    const second = (await s.checkout(quote).expect(201)).body as Payment;
    expect(second).toMatchObject({ status: 'open', checkoutUrl: expect.stringContaining('http') });
    expect(second.id).not.toBe(first.id);
    expect(await s.payment(first.id)).toMatchObject({ status: 'expired', checkoutUrl: null });
  });

  it('is not paid a second time: the button books what was paid and says so', async () => {
    const quote = await s.quote();
    const page = (await s.checkout(quote).expect(201)).body as Payment;
    await desk.pay(page, GOOD_CARD);
    expect((await s.checkout(quote).expect(409)).body).toMatchObject({ code: 'already-renewed' });
    expect(await s.payment(page.id)).toMatchObject({ status: 'succeeded' });
    expect(await s.invoices()).toHaveLength(1);
  });
});

describe('bad news', () => {
  let s: Subscriber;
  beforeAll(async () => {
    s = await desk.subscribe('bad-news', { contacts: [{ name: 'Ann', email: 'ann@bad-news.example', locale: 'en' }] });
  });

  it.each([
    ['without a signature', undefined],
    ['with somebody else’s', 't=1,v1=00'],
  ])('a webhook %s is refused, and nothing of it is kept', async (_, signature) => {
    const request = s.owner.post('/api/v1/webhooks/stripe');
    if (signature) void request.set('stripe-signature', signature);
    expect((await request.send({ id: 'evt_forged', type: 'checkout.session.completed', data: { object: { id: 'cs_1' } } }).expect(400)).body).toMatchObject({ code: 'signature-not-valid' });
    await desk.operator.get('/api/v1/operations/stripe-events/evt_forged').expect(404);
  });

  it('a webhook signed 400 seconds ago, or changed by one space, is refused', async () => {
    const payload = JSON.stringify({ id: 'evt_old', object: 'event', type: 'x', data: { object: { id: 'pi_1' } } });
    const old = stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_local', timestamp: Math.floor(Date.now() / 1000) - 400 });
    await expect(get(ReceiveStripeEvent).run(Buffer.from(payload), old)).rejects.toMatchObject({ code: 'signature-not-valid' });
    const fresh = stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_local' });
    await expect(get(ReceiveStripeEvent).run(Buffer.from(` ${payload}`), fresh)).rejects.toMatchObject({ code: 'signature-not-valid' });
  });

  it('while one secret replaces another, webhooks signed with either or both are taken, and with a third are not', async () => {
    const deliver = (id: string, ...secrets: string[]) => {
      const payload = JSON.stringify({ id, object: 'event', type: 'x', data: { object: { id: 'pi_1' } } });
      const [first = '', ...more] = secrets.map((secret) => stripe.webhooks.generateTestHeaderString({ payload, secret }));
      const signature = [first, ...more.map((one) => one.slice(one.indexOf('v1=')))].join(',');
      return s.owner.post('/api/v1/webhooks/stripe').set('content-type', 'application/json').set('stripe-signature', signature).send(payload);
    };
    await deliver('evt_new', 'whsec_local').expect(204);
    await deliver('evt_old_secret', OLD_WEBHOOK_SECRET).expect(204);
    await deliver('evt_both', OLD_WEBHOOK_SECRET, 'whsec_local').expect(204);
    for (const id of ['evt_new', 'evt_old_secret', 'evt_both']) await desk.operator.get(`/api/v1/operations/stripe-events/${id}`).expect(200);
    expect((await deliver('evt_third', 'whsec_guessed').expect(400)).body).toMatchObject({ code: 'signature-not-valid' });
    await desk.operator.get('/api/v1/operations/stripe-events/evt_third').expect(404);
  });

  it('an event about a payment that we do not have is parked, tried again, and waits for the operator’s replay', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 100, currency: 'usd', metadata: { workspace_id: s.workspaceId, attempt_id: '00000000-0000-4000-8000-000000000001' } });
    await desk.settled();
    const inbox = async () => ((await desk.operator.get(`/api/v1/operations/stripe-events?filter=${encodeURIComponent('{"type":"payment_intent.created"}')}&perPage=200`).expect(200)).body as { data: { id: string; objectId: string; status: string; tries: number }[] }).data.find(({ objectId }) => objectId === intent.id);
    const parked = await inbox();
    expect(parked).toMatchObject({ status: 'parked', parkedBecause: 'no-such-payment', tries: 1, nextTryAt: expect.any(String) });
    await desk.at('2027-02-06T12:00:00Z');
    expect(await inbox()).toMatchObject({ status: 'parked', tries: 9, nextTryAt: null });
    await desk.operator.post(`/api/v1/operations/stripe-events/${parked?.id}/replay`).expect(200);
    await desk.settled();
    expect(await inbox()).toMatchObject({ status: 'parked', tries: 1 });
    await s.owner.get('/api/v1/operations/stripe-events').expect(403);
  });

  it('a payment of another amount than was asked buys nothing, and the operator hears of it', async () => {
    const payment = await s.openPayment();
    await desk.area.database.rows('UPDATE payment_attempts SET amount_minor = amount_minor + 1 WHERE id = $1', [payment.id]);
    await desk.pay(payment, GOOD_CARD);
    await desk.settled();
    expect((await s.owner.post(`/api/v1/workspaces/${s.workspaceId}/billing/payments/${payment.id}/refresh`).expect(409)).body).toMatchObject({ code: 'payment-differs' });
    expect(await s.invoices()).toEqual([]);
    const parked = (await desk.operator.get(`/api/v1/operations/stripe-events?filter=${encodeURIComponent('{"status":"parked","type":"checkout.session.completed"}')}`).expect(200)).body as { data: { parkedBecause: string }[] };
    expect(parked.data).toMatchObject([{ parkedBecause: 'payment-differs' }]);
    await desk.area.database.rows('UPDATE payment_attempts SET amount_minor = amount_minor - 1 WHERE id = $1', [payment.id]);
    expect(await s.payment(payment.id, 'refresh')).toMatchObject({ status: 'succeeded' });
  });

  // killbill#1015: an attempt whose outcome was unknown succeeds late, after another has paid.
  it('two payments that still succeed: the second is on the balance, and the payer is told of both', async () => {
    const first = await s.openPayment();
    desk.stripe.setWebhookUrl(null);
    await desk.pay(first, GOOD_CARD);
    // We believe that the first was given up; a second page is opened and paid.
    await desk.area.database.rows(`UPDATE payment_attempts SET status = 'expired', check_at = NULL WHERE id = $1`, [first.id]);
    const second = await s.openPayment();
    await desk.pay(second, GOOD_CARD);
    desk.stripe.setWebhookUrl(`${desk.area.origin}/api/v1/webhooks/stripe`);
    await s.payment(second.id, 'refresh');
    await desk.settled();
    await s.payment(first.id, 'refresh');
    const statuses = [await s.payment(first.id), await s.payment(second.id)].map(({ status }) => status).sort();
    expect(statuses).toEqual(['succeeded', 'surplus']);
    const balance = (await s.owner.get(`/api/v1/workspaces/${s.workspaceId}/billing/balance`).expect(200)).body as Record<string, unknown>;
    expect(JSON.stringify(balance)).toContain(String(first.amount));
    await desk.settled();
    const subjects = desk.mail.to('ann@bad-news.example').map(({ parsed }) => parsed.subject);
    expect(subjects.filter((subject) => subject?.startsWith('You paid twice'))).toHaveLength(1);
    expect(subjects.filter((subject) => subject?.startsWith('Receipt')).length).toBeGreaterThan(0);
  });

  // lago-api#5708: the automatic charge and an open page both captured.
  it('a page that was left open does not survive the debit of the same renewal, nor the debit the page', async () => {
    const open = await s.openPayment();
    await s.saveCard(GOOD_CARD);
    await s.autoRenewal('enable');
    const before = await countsOf(s);
    const paidThrough = (await s.status()).paidThrough;
    await desk.at(`${paidThrough?.slice(0, 8)}01T00:00:00Z`);
    await desk.settled();
    await desk.at(`${paidThrough}T22:00:00Z`);
    await desk.settled();
    expect(await s.payment(open.id)).toMatchObject({ status: 'expired' });
    expect((await countsOf(s)).periods - before.periods).toBe(1);
    const late = await fetch(open.checkoutUrl ?? '', { method: 'POST', body: new URLSearchParams({ method: 'card', number: GOOD_CARD, expiry: '12/40', cvc: '123', email: 'a@b.example', name: 'A' }) });
    expect(late.status).toBe(410);
  });

  it('a disputed payment is on the operator’s list with the day until which evidence counts', async () => {
    const payment = await s.openPayment();
    await desk.pay(payment, '4000 0000 0000 0259');
    await desk.settled();
    const list = (await desk.operator.get('/api/v1/operations/disputes').expect(200)).body as { data: object[] };
    expect(list.data).toMatchObject([{ workspaceId: s.workspaceId, paymentId: payment.id, amount: payment.amount, reason: 'fraudulent', status: 'needs_response', evidenceDueAt: expect.any(String), closedAt: null }]);
  });
});
