import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '../../api/src/platform/clock/index.js';
import { type BillingDesk, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-01T12:00:00Z');
});
afterAll(() => desk?.close());

/** In each the client tries three times by itself; then our own calls begin to see it. */
const KINDS = ['timeout-after-success', 'server-error-after-success', 'server-error', 'rate-limit'] as const;
const failing = (kind: (typeof KINDS)[number], path: string, times: number) => desk.stripe.controls.turn({ failures: [{ kind, method: 'POST', path, times }] });
const well = () => desk.stripe.controls.turn({ failures: [] });

/** What the provider's customers have paid, of this workspace. */
async function charged(s: Subscriber): Promise<number> {
  const answer = await fetch(`${desk.stripe.url}/v1/payment_intents?limit=100`, { headers: { authorization: 'Bearer sk_test_local' } });
  const { data } = (await answer.json()) as { data: { status: string; metadata: { workspace_id?: string } }[] };
  return data.filter(({ status, metadata }) => status === 'succeeded' && metadata.workspace_id === s.workspaceId).length;
}

describe.each(KINDS)('the provider answers with %s', (kind) => {
  it('to the debit of a saved card: it is charged once and renewed once, when it is well again at the latest', async () => {
    const now = desk.area.app.get(Clock).now();
    const end = new Date(now.getTime() + 20 * 86_400_000).toISOString().slice(0, 10);
    const s = await desk.subscribe(`debit-${kind}`, { covered: { kind: 'paid', endsOn: end } });
    await s.saveCard(GOOD_CARD);
    await s.autoRenewal('enable');
    failing(kind, '/v1/payment_intents', 7);
    await desk.at(new Date(now.getTime() + 13.5 * 86_400_000).toISOString());
    await desk.settled();
    well();
    await desk.at(new Date(now.getTime() + 15 * 86_400_000).toISOString());
    await desk.settled();
    expect(await charged(s)).toBe(1);
    expect(await s.invoices()).toHaveLength(1);
    expect((await s.payments()).filter(({ status }) => status === 'succeeded')).toHaveLength(1);
    expect((await s.status()).paidThrough! > end).toBe(true);
  });

  it('to the making of the customer: whoever wants to pay is told by name, and pays once when it is well again', async () => {
    const s = await desk.subscribe(`customer-${kind}`, { covered: { kind: 'paid', endsOn: '2028-01-01' } });
    failing(kind, '/v1/customers', 3);
    const quote = await s.quote();
    const refused = await s.checkout(quote);
    if (refused.status !== 201) expect(refused.body).toMatchObject({ code: 'payment-provider-down' });
    well();
    await s.buy();
    expect(await charged(s)).toBe(1);
    const [{ count } = { count: 0 }] = await desk.area.database.rows<{ count: number }>('SELECT count(*) AS count FROM stripe_customers WHERE workspace_id = $1', [s.workspaceId]);
    expect(count).toBe(1);
  });

  it('to the page on which a card is saved: it is refused by name or opened, and the card is saved once', async () => {
    const s = await desk.subscribe(`setup-${kind}`, { covered: { kind: 'paid', endsOn: '2028-01-01' } });
    failing(kind, '/v1/checkout/sessions', 3);
    const base = `/api/v1/workspaces/${s.workspaceId}/billing`;
    const asked = await s.owner.post(`${base}/card-setups`).send({ wordingVersion: 'save-card-1', locale: 'en' });
    if (asked.status !== 201) expect(asked.body).toMatchObject({ code: 'payment-provider-down' });
    well();
    await s.saveCard(GOOD_CARD);
    expect(((await s.owner.get(`${base}/cards`).expect(200)).body as { data: object[] }).data).toHaveLength(1);
  });
});

