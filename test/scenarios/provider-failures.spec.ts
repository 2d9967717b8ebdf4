import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Payment, Refund } from '@perennial/contract/admin';
import { Clock } from '../../api/src/platform/clock/index.js';
import { answerBank, type BillingDesk, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

const ALWAYS_ASKS = '4000 0027 6000 3184';

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-01T12:00:00Z');
});
afterAll(() => desk?.close());

/** In each the client tries three times by itself; then our own calls begin to see it. */
const KINDS = ['timeout-after-success', 'timeout-before-success', 'server-error-after-success', 'server-error', 'rate-limit'] as const;
type Kind = (typeof KINDS)[number];
const failing = (kind: Kind, path: string, times: number, method: 'GET' | 'POST' = 'POST') => desk.stripe.controls.turn({ failures: [{ kind, method, path, times }] });
const well = () => desk.stripe.controls.turn({ failures: [] });
const billing = (s: Subscriber, path: string) => `/api/v1/workspaces/${s.workspaceId}/billing/${path}`;
const inDays = (days: number) => new Date(desk.area.app.get(Clock).now().getTime() + days * 86_400_000).toISOString();
const PAID_FOR_LONG = { covered: { kind: 'paid', endsOn: '2028-01-01' } } as const;

/** The network's time goes on by itself; here it has gone on for so long that no request can be under way any more. */
const sixMinutesOnTheNet = (s: Subscriber) =>
  desk.area.database.rows(`UPDATE provider_requests SET asked_at = asked_at - interval '6 minutes' WHERE workspace_id = $1`, [s.workspaceId]);

async function listed<T>(path: string): Promise<T[]> {
  const answer = await fetch(`${desk.stripe.url}/v1/${path}?limit=100`, { headers: { authorization: 'Bearer sk_test_local' } });
  return ((await answer.json()) as { data: T[] }).data;
}

/** How often this workspace has paid at the provider. */
async function charged(s: Subscriber): Promise<number> {
  const intents = await listed<{ status: string; metadata: { workspace_id?: string } }>('payment_intents');
  return intents.filter(({ status, metadata }) => status === 'succeeded' && metadata.workspace_id === s.workspaceId).length;
}

// First, while nobody else has anything to look after on the days it takes.
describe('a provider that does not answer at all', () => {
  it('is named to whoever asks how a payment stands or closes it', async () => {
    const s = await desk.subscribe('silent', PAID_FOR_LONG);
    const page = await s.openPayment();
    for (const step of ['refresh', 'cancel']) {
      failing('timeout-before-success', '/v1/checkout/sessions', 3, 'GET');
      expect((await s.owner.post(billing(s, `payments/${page.id}/${step}`)).expect(503)).body).toMatchObject({ code: 'payment-provider-down' });
      well();
    }
    expect(await s.payment(page.id, 'cancel')).toMatchObject({ status: 'expired' });
  });

  it('keeps no notice waiting, and no end of the service', async () => {
    const end = inDays(1).slice(0, 10);
    const s = await desk.subscribe('notices', { planCode: 'team', covered: { kind: 'paid', endsOn: end }, contacts: [{ name: 'Ann', email: 'ann@notices.example', locale: 'en' }] });
    await desk.at(inDays(0.01));
    await s.openPayment();
    const dayAfter = inDays(2.2);
    desk.stripe.controls.turn({ failures: [{ kind: 'rate-limit', times: 100_000 }] });
    await desk.at(dayAfter);
    well();
    expect((await s.status()).state).toBe('grace');
    expect(desk.mail.mails.filter(({ to }) => to.includes('ann@notices.example')).map(({ parsed }) => parsed.subject)).toHaveLength(2);
  });
});

describe.each(KINDS)('the provider answers with %s', (kind) => {
  it('to the debit of a saved card: it is charged once and renewed once, when it is well again at the latest', async () => {
    const end = inDays(20).slice(0, 10);
    const s = await desk.subscribe(`debit-${kind}`, { covered: { kind: 'paid', endsOn: end } });
    await s.saveCard(GOOD_CARD);
    await s.autoRenewal('enable');
    const [afterTheDebit, later] = [inDays(13.5), inDays(14)];
    failing(kind, '/v1/payment_intents', 7);
    await desk.at(afterTheDebit);
    await desk.settled();
    well();
    await sixMinutesOnTheNet(s);
    await desk.at(later);
    await desk.settled();
    expect(await charged(s)).toBe(1);
    expect(await s.invoices()).toHaveLength(1);
    expect((await s.payments()).filter(({ status }) => status === 'succeeded')).toHaveLength(1);
    expect((await s.status()).paidThrough! > end).toBe(true);
  });

  it('to the making of the customer: whoever wants to pay is told by name, and pays once when it is well again', async () => {
    const s = await desk.subscribe(`customer-${kind}`, PAID_FOR_LONG);
    failing(kind, '/v1/customers', 3);
    const refused = await s.checkout(await s.quote());
    if (refused.status !== 201) expect(refused.body).toMatchObject({ code: 'payment-provider-down' });
    well();
    await s.buy();
    expect(await charged(s)).toBe(1);
    const [{ count } = { count: 0 }] = await desk.area.database.rows<{ count: number }>('SELECT count(*) AS count FROM stripe_customers WHERE workspace_id = $1', [s.workspaceId]);
    expect(count).toBe(1);
  });

  it('to the opening of the payment page: a refusal by name, also of another quote and of closing it, and a page when it is well again', async () => {
    const s = await desk.subscribe(`page-${kind}`, PAID_FOR_LONG);
    failing(kind, '/v1/checkout/sessions', 9);
    const refused = await s.checkout(await s.quote());
    if (refused.status !== 201) {
      expect(refused.body).toMatchObject({ code: 'payment-provider-down' });
      expect((await s.checkout(await s.quote()).expect(503)).body).toMatchObject({ code: 'payment-provider-down' });
      const [open] = await desk.area.database.rows<{ id: string }>('SELECT id FROM payment_attempts WHERE workspace_id = $1', [s.workspaceId]);
      expect((await s.owner.post(billing(s, `payments/${open?.id}/cancel`)).expect(503)).body).toMatchObject({ code: 'payment-provider-down' });
    }
    well();
    await sixMinutesOnTheNet(s);
    await s.buy();
    expect(await charged(s)).toBe(1);
    expect(await s.invoices()).toHaveLength(1);
  });

  it('to the page on which a card is saved: it is refused by name or opened, and the card is saved once', async () => {
    const s = await desk.subscribe(`setup-${kind}`, PAID_FOR_LONG);
    failing(kind, '/v1/checkout/sessions', 3);
    const asked = await s.owner.post(billing(s, 'card-setups')).send({ wordingVersion: 'save-card-1', locale: 'en' });
    if (asked.status !== 201) expect(asked.body).toMatchObject({ code: 'payment-provider-down' });
    well();
    await s.saveCard(GOOD_CARD);
    expect(((await s.owner.get(billing(s, 'cards')).expect(200)).body as { data: object[] }).data).toHaveLength(1);
  });

  it('to a customer who confirms what their bank has stopped: they are told by name, or the bank asks, and they pay once', async () => {
    const name = `asked-${kind}`;
    const contact = `ann@${name}.example`;
    const s = await desk.subscribe(name, { covered: { kind: 'paid', endsOn: inDays(20).slice(0, 10) }, contacts: [{ name: 'Ann', email: contact, locale: 'en' }] });
    await s.saveCard(ALWAYS_ASKS);
    await s.autoRenewal('enable');
    await desk.at(inDays(13.5));
    await desk.settled();
    const mail = desk.mail.mails.find(({ parsed, to }) => to.includes(contact) && parsed.subject?.startsWith('Please confirm'));
    const url = /http\S+confirm-payment\/\S+/.exec(mail?.parsed.text ?? '')?.[0] ?? '';
    failing(kind, '/v1/payment_intents', 3);
    const first = await fetch(url, { method: 'POST' });
    if (first.status !== 200) expect(await first.json()).toMatchObject({ status: 503, code: 'payment-provider-down' });
    well();
    const bank = /url=([^"]+)/.exec(await (await fetch(url, { method: 'POST' })).text())?.[1]?.replaceAll('&#38;', '&') ?? '';
    await answerBank(bank, 'yes');
    expect(await (await fetch(url)).text()).toContain('Paid. Thank you!');
    expect(await charged(s)).toBe(1);
    expect(await s.invoices()).toHaveLength(1);
  });

  it('to a refund: the money goes back once, with one credit note', async () => {
    const s = await desk.subscribe(`refund-${kind}`, PAID_FOR_LONG);
    await s.buy();
    const [invoice] = await s.invoices();
    const asked = (await s.owner.post(billing(s, 'refunds')).send({ invoiceId: invoice?.id, clause: 'charged-in-error', reason: 'It did not work for a week' }).expect(201)).body as Refund;
    failing(kind, '/v1/refunds', 3);
    await desk.operator.post(`/api/v1/operations/workspaces/${s.workspaceId}/refunds/${asked.id}/approve`).send({ comment: 'As the terms say' }).expect(200);
    await desk.settled();
    well();
    await sixMinutesOnTheNet(s);
    await desk.at(inDays(0.25));
    await desk.settled();
    expect(((await s.owner.get(billing(s, 'refunds')).expect(200)).body as { data: Refund[] }).data).toMatchObject([{ status: 'done' }]);
    const sent = (await listed<{ metadata: { refund_id?: string } }>('refunds')).filter(({ metadata }) => metadata.refund_id === asked.id);
    expect(sent).toHaveLength(1);
    expect(((await s.owner.get(billing(s, 'credit-notes')).expect(200)).body as { data: object[] }).data).toHaveLength(1);
  });
});

describe('an answer of 500 that made nothing', () => {
  it('is repeated by the provider under its key, so minutes later and not at once it is asked under another', async () => {
    const s = await desk.subscribe('repeated', PAID_FOR_LONG);
    failing('server-error', '/v1/checkout/sessions', 1);
    const quote = await s.quote();
    await s.checkout(quote).expect(503);
    // Nobody knows yet whether a page is still being made.
    expect((await s.checkout(quote).expect(503)).body).toMatchObject({ code: 'payment-provider-down' });
    const keys = async () => (await desk.area.database.rows<{ try: number }>(`SELECT try FROM provider_requests WHERE workspace_id = $1 AND name LIKE 'attempt-%'`, [s.workspaceId])).map((one) => one.try);
    expect(await keys()).toEqual([1]);
    await sixMinutesOnTheNet(s);
    const page = (await s.checkout(quote).expect(201)).body as Payment;
    expect(await keys()).toEqual([2]);
    expect((await s.checkout(quote).expect(201)).body).toMatchObject({ id: page.id, checkoutUrl: page.checkoutUrl });
    expect(await keys()).toEqual([2]);
  });

  it('does not keep two who come at once from being one page', async () => {
    const s = await desk.subscribe('at-once', PAID_FOR_LONG);
    failing('server-error', '/v1/checkout/sessions', 1);
    const quote = await s.quote();
    await s.checkout(quote).expect(503);
    await sixMinutesOnTheNet(s);
    await Promise.all(Array.from({ length: 8 }, () => s.checkout(quote)));
    const pages = (await listed<{ metadata: { workspace_id?: string } }>('checkout/sessions')).filter(({ metadata }) => metadata.workspace_id === s.workspaceId);
    expect(pages).toHaveLength(1);
  });
});
