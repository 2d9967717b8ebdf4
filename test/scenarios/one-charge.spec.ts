import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RenewAutomatically } from '../../api/src/billing/payments/auto-renewal/renew-automatically.js';
import { ProviderPace } from '../../api/src/billing/payments/provider/provider-pace.js';
import { Clock } from '../../api/src/platform/clock/index.js';
import type { Payment } from '@perennial/contract/admin';
import { type BillingDesk, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

const AT_ONCE = 64;

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-20T12:00:00Z');
});
afterAll(() => desk?.close());

async function ledgerOf({ workspaceId }: Subscriber): Promise<unknown> {
  const [row] = await desk.area.database.rows(
    `SELECT (SELECT count(*)::int FROM subscription_periods WHERE workspace_id = $1 AND kind = 'paid' AND quote_id IS NOT NULL) AS periods,
            (SELECT count(*)::int FROM invoices WHERE workspace_id = $1) AS invoices,
            (SELECT count(*)::int FROM provider_bookings WHERE workspace_hint = $1) AS bookings`,
    [workspaceId],
  );
  return row;
}

async function chargesOf({ workspaceId }: Subscriber): Promise<number> {
  const [row] = await desk.area.database.rows<{ id: string }>('SELECT customer_id AS id FROM stripe_customers WHERE workspace_id = $1', [workspaceId]);
  const answer = await fetch(`${desk.stripe.url}/v1/charges?customer=${row?.id}&limit=100`, { headers: { authorization: 'Bearer sk_test_local' } });
  return ((await answer.json()) as { data: { paid: boolean }[] }).data.filter(({ paid }) => paid).length;
}

// polar#6543, woocommerce-gateway-stripe#5591, woocommerce-payments#5615: a lock that is none, a hook that is called N times.
describe(`${AT_ONCE} renewals of one subscription at the same moment`, () => {
  it('by workers that all find the debit due: one charge, one period, one invoice', async () => {
    const s = await desk.subscribe('workers');
    await s.saveCard(GOOD_CARD);
    await s.autoRenewal('enable');
    // The step is due, and no sweep has looked yet.
    await desk.area.app.get(Clock).moveTo(new Date('2027-03-02T23:00:00Z'));
    const renew = desk.area.app.get(RenewAutomatically);
    await Promise.all(Array.from({ length: AT_ONCE }, () => renew.run(s.workspaceId)));
    await desk.settled();
    expect(await ledgerOf(s)).toEqual({ periods: 1, invoices: 1, bookings: 1 });
    expect(await chargesOf(s)).toBe(1);
    expect(await s.payments()).toMatchObject([{ status: 'succeeded', debit_step: 'debit-7' }]);
  });

  it('by people who press the button: one page for all; paid once however often it is told', async () => {
    const s = await desk.subscribe('buttons', { covered: { kind: 'paid', endsOn: '2027-04-10' } });
    const quotes = await Promise.all(Array.from({ length: 8 }, () => s.quote()));
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => s.checkout(quotes[i % quotes.length] as (typeof quotes)[number])));
    for (const { status, body } of answers) {
      if (status !== 201) expect(body).toMatchObject({ status: 409, code: expect.stringMatching(/payment-under-way|already-renewed/) });
    }
    const opened = answers.filter(({ status }) => status === 201).map(({ body }) => body as Payment);
    expect(opened.length).toBeGreaterThan(0);
    const live = await desk.area.database.rows(`SELECT id FROM payment_attempts WHERE workspace_id = $1 AND status IN ('creating', 'open', 'needs-action', 'processing')`, [s.workspaceId]);
    expect(live.length).toBeLessThanOrEqual(1);

    const payment = await s.openPayment();
    await Promise.all(opened.map((each) => desk.pay(each, GOOD_CARD)));
    await desk.pay(payment, GOOD_CARD);
    await Promise.all(Array.from({ length: AT_ONCE }, () => s.payment(payment.id, 'refresh')));
    await desk.settled();
    expect(await chargesOf(s)).toBe(1);
    expect(await ledgerOf(s)).toEqual({ periods: 1, invoices: 1, bookings: 1 });
  });
});

describe('a payment page whose making goes wrong at the provider', () => {
  it.each(['timeout-after-success', 'server-error-after-success'] as const)('by %s, every time it is tried: the payer gets the page that was made, once, and pays once', async (kind) => {
    const s = await desk.subscribe(`page-${kind}`);
    // The client tries three times by itself.
    desk.stripe.controls.turn({ failures: [{ kind, method: 'POST', path: '/v1/checkout/sessions', times: 3 }] });
    const payment = await s.openPayment();
    desk.stripe.controls.turn({ failures: [] });
    const sessions = (await (await fetch(`${desk.stripe.url}/v1/checkout/sessions?limit=100`, { headers: { authorization: 'Bearer sk_test_local' } })).json()) as { data: { metadata: { attempt_id?: string } }[] };
    expect(sessions.data.filter(({ metadata }) => metadata.attempt_id === payment.id)).toHaveLength(1);
    await desk.pay(payment, GOOD_CARD);
    await s.payment(payment.id, 'refresh');
    await desk.settled();
    expect(await chargesOf(s)).toBe(1);
    expect(await ledgerOf(s)).toEqual({ periods: 1, invoices: 1, bookings: 1 });
  });
});

describe('the pace of calls to the provider', () => {
  it('gives each its own turn, evenly spaced, whoever asks, and each endpoint apart', async () => {
    const pace = desk.area.app.get(ProviderPace);
    Object.assign(pace, { settings: { stripeCallsPerSecond: 0.01 } });
    const turns = await Promise.all(Array.from({ length: 32 }, () => pace.take('payment_intents')));
    turns.sort((a, b) => a - b);
    // A hundred seconds apart each, less what the test itself took.
    turns.forEach((ms, i) => expect(Math.abs(ms - i * 100_000)).toBeLessThan(60_000));
    expect(await pace.take('refunds')).toBe(0);
    Object.assign(pace, { settings: { stripeCallsPerSecond: 10_000 } });
  });
});
