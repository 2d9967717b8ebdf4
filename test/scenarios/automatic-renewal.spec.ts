import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_PLANS, PublishPlan } from '../../api/src/billing/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { answerBank, type BillingDesk, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

/** Attaches, and every later charge is declined. */
const FAILS_LATER = '4000 0000 0000 0341';
/** Asks the bank's customer at every charge, also when it was saved for later. */
const ALWAYS_ASKS = '4000 0027 6000 3184';

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-20T12:00:00Z');
});
afterAll(() => desk?.close());

const mailsTo = (address: string) => desk.mail.to(address).map(({ parsed }) => parsed.subject ?? '');
const charges = async (s: Subscriber) =>
  (await desk.area.database.rows<{ customer_id: string }>('SELECT customer_id FROM stripe_customers WHERE workspace_id = $1', [s.workspaceId])).map(({ customer_id }) => customer_id);
/** What the provider has really taken from a workspace. */
async function takenFrom(s: Subscriber): Promise<number[]> {
  const [customer] = await charges(s);
  const answer = await fetch(`${desk.stripe.url}/v1/charges?customer=${customer}&limit=100`, { headers: { authorization: 'Bearer sk_test_local' } });
  const { data } = (await answer.json()) as { data: { amount: number; paid: boolean }[] };
  return data.filter(({ paid }) => paid).map(({ amount }) => amount);
}
const withContact = (slug: string) => ({ contacts: [{ name: 'Ann', email: `ann@${slug}.example`, locale: 'en' as const }] });

describe('a plan that renews by itself, paid through 9 March', () => {
  let shop: Subscriber;

  it('needs a card and a yes to the very wording that is in force, and both are on record', async () => {
    shop = await desk.subscribe('auto', withContact('auto'));
    const base = `/api/v1/workspaces/${shop.workspaceId}/billing`;
    const yes = { wordingVersion: 'auto-renew-1', locale: 'en' };
    expect((await shop.owner.post(`${base}/auto-renewal/enable`).send(yes).expect(409)).body).toMatchObject({ code: 'no-saved-card' });
    expect((await shop.owner.post(`${base}/card-setups`).send({ wordingVersion: 'save-card-0', locale: 'en' }).expect(409)).body).toMatchObject({ code: 'payment-wording-outdated' });
    expect(await shop.saveCard(GOOD_CARD)).toMatchObject({ brand: 'visa', last4: '4242', expiresOn: '2040-12-31', isDefault: true });
    expect((await shop.owner.post(`${base}/auto-renewal/enable`).send({ ...yes, wordingVersion: 'auto-renew-0' }).expect(409)).body).toMatchObject({ code: 'payment-wording-outdated' });
    expect(await shop.autoRenewal('enable')).toMatchObject({ enabled: true, nextDebitOn: '2027-03-02', waitsBecause: 'not-due', tries: [] });
    expect((await shop.status()).autoRenew).toBe(true);
    const consents = await desk.area.database.rows('SELECT purpose, decision, wording_version, actor_kind, ip_hash IS NOT NULL AS hashed FROM payment_consents WHERE workspace_id = $1 ORDER BY decided_at, id', [shop.workspaceId]);
    expect(consents).toEqual([
      { purpose: 'save-card', decision: 'given', wording_version: 'save-card-1', actor_kind: 'member', hashed: true },
      { purpose: 'auto-renew', decision: 'given', wording_version: 'auto-renew-1', actor_kind: 'member', hashed: true },
    ]);
  });

  it('is debited seven days ahead, once, and the month is added to its end', async () => {
    await desk.at('2027-03-01T23:59:00Z');
    expect(await shop.payments()).toEqual([]);
    await desk.at('2027-03-03T00:00:00Z');
    await desk.settled();
    expect(await shop.payments()).toEqual([{ status: 'succeeded', debit_step: 'debit-7', last_failure: null }]);
    expect((await shop.status()).paidThrough).toBe('2027-04-09');
    expect(await takenFrom(shop)).toEqual([5880]);
    expect(await shop.invoices()).toHaveLength(1);
    const [paper] = await desk.area.database.rows<{ means: object }>(`SELECT document->'paidWith' AS means FROM invoices WHERE workspace_id = $1`, [shop.workspaceId]);
    expect(paper?.means).toEqual({ kind: 'card', brand: 'visa', last4: '4242' });
    // The hour of the debit is drawn for each workspace. A renewal before the morning's notice leaves nothing to notify of.
    const [debit] = await desk.area.database.rows<{ at: Date }>('SELECT created_at AS at FROM payment_attempts WHERE workspace_id = $1', [shop.workspaceId]);
    const ofThatMorning = debit!.at > new Date('2027-03-02T09:00:00Z') ? ['Your plan runs for 7 more days'] : [];
    // The word of success is the receipt, after the money. The notice before said that there is nothing to do.
    expect(mailsTo('ann@auto.example')).toEqual(['Your plan runs for 15 more days', ...ofThatMorning, expect.stringContaining('Receipt')]);
    expect(desk.mail.to('ann@auto.example')[0]?.parsed.text).toContain('It renews by itself');
    expect(await shop.autoRenewal()).toMatchObject({ nextDebitOn: '2027-04-02' });
  });

  it('keeps the card that renews it, until it does not renew by itself any more', async () => {
    const [card] = ((await shop.owner.get(`/api/v1/workspaces/${shop.workspaceId}/billing/cards`).expect(200)).body as { data: { id: string }[] }).data;
    const remove = () => shop.owner.delete(`/api/v1/workspaces/${shop.workspaceId}/billing/cards/${card?.id}`);
    expect((await remove().expect(409)).body).toMatchObject({ code: 'card-renews-the-plan' });
    expect(await shop.autoRenewal('disable')).toMatchObject({ enabled: false, waitsBecause: 'off', nextDebitOn: null });
    await remove().expect(204);
    await desk.settled();
    const [customer] = await charges(shop);
    const kept = await fetch(`${desk.stripe.url}/v1/customers/${customer}/payment_methods`, { headers: { authorization: 'Bearer sk_test_local' } });
    expect(((await kept.json()) as { data: unknown[] }).data).toEqual([]);
  });
});

describe('a plan whose card fails', () => {
  it('is tried by the ladder, each time with word of when the plan ends, and at once with a new card', async () => {
    const broke = await desk.subscribe('broke', { ...withContact('broke'), covered: { kind: 'paid', endsOn: '2027-03-20' } });
    await broke.saveCard(FAILS_LATER);
    await broke.autoRenewal('enable');
    await desk.at('2027-03-13T00:00:00Z');
    await desk.settled();
    const [mail] = (await desk.mail.waitFor(1, 'ann@broke.example')).filter(({ parsed }) => parsed.subject?.startsWith('Your card'));
    expect(mail?.parsed.subject).toContain('paid through March 19, 2027');
    expect(mail?.parsed.text).toContain('We try again on March 14, 2027');
    await desk.at('2027-03-17T00:00:00Z');
    expect(await broke.payments()).toEqual([
      { status: 'failed', debit_step: 'debit-7', last_failure: 'generic_decline' },
      { status: 'failed', debit_step: 'debit-5', last_failure: 'generic_decline' },
      { status: 'failed', debit_step: 'debit-3', last_failure: 'generic_decline' },
    ]);
    expect(await broke.status()).toMatchObject({ state: 'past_due', access: 'full' });
    await broke.saveCard(GOOD_CARD);
    await desk.at('2027-03-17T00:01:00Z');
    await desk.settled();
    expect((await broke.payments()).at(-1)).toMatchObject({ status: 'succeeded', debit_step: expect.stringMatching(/^card-/) });
    expect(await broke.status()).toMatchObject({ state: 'active', paidThrough: '2027-04-19' });
    expect(await takenFrom(broke)).toEqual([5880]);
  });

  it('is not tried again with a card that was reported lost, and the mail asks for another', async () => {
    const lost = await desk.subscribe('lost', { ...withContact('lost'), covered: { kind: 'paid', endsOn: '2027-03-30' } });
    const card = await lost.saveCard(GOOD_CARD);
    await lost.autoRenewal('enable');
    const [row] = await desk.area.database.rows<{ id: string }>('SELECT stripe_payment_method_id AS id FROM saved_cards WHERE workspace_id = $1 AND id = $2', [lost.workspaceId, card.id]);
    desk.stripe.controls.turn({ cardOutcomes: { [row?.id ?? '']: 'lost_card' } });
    await desk.at('2027-03-29T23:00:00Z');
    await desk.settled();
    expect(await lost.payments()).toEqual([{ status: 'failed', debit_step: 'debit-7', last_failure: 'lost_card' }]);
    const [mail] = (await desk.mail.waitFor(1, 'ann@lost.example')).filter(({ parsed }) => parsed.subject?.startsWith('Your card'));
    expect(mail?.parsed.text).toContain('will not accept this card any more');
    expect(await lost.autoRenewal()).toMatchObject({ waitsBecause: 'declined-for-good' });
  });

  it('is not debited any more once somebody has renewed by hand', async () => {
    const both = await desk.subscribe('both', { ...withContact('both'), covered: { kind: 'paid', endsOn: '2027-04-20' } });
    await both.saveCard(FAILS_LATER);
    await both.autoRenewal('enable');
    await desk.at('2027-04-13T00:00:00Z');
    expect(await both.payments()).toMatchObject([{ status: 'failed' }]);
    await desk.pay(await both.openPayment(), GOOD_CARD);
    await desk.settled();
    await desk.at('2027-04-21T00:00:00Z');
    expect(await both.payments()).toMatchObject([{ status: 'failed' }, { status: 'succeeded', debit_step: null }]);
    expect(await takenFrom(both)).toEqual([5880]);
    expect(await both.autoRenewal()).toMatchObject({ enabled: true, nextDebitOn: '2027-05-12', tries: [] });
  });
});

describe('a plan whose bank wants to hear it from the customer', () => {
  let asked: Subscriber;
  const link = async () => {
    const mails = (await desk.mail.waitFor(1, 'ann@asked.example')).filter(({ parsed }) => parsed.subject?.startsWith('Please confirm'));
    return /http\S+confirm-payment\/\S+/.exec(mails.at(-1)?.parsed.text ?? '')?.[0] ?? '';
  };

  it('is not failed but waits, and the mail leads to the same payment', async () => {
    asked = await desk.subscribe('asked', { ...withContact('asked'), covered: { kind: 'paid', endsOn: '2027-05-20' } });
    await asked.saveCard(ALWAYS_ASKS);
    await asked.autoRenewal('enable');
    await desk.at('2027-05-13T00:00:00Z');
    await desk.settled();
    expect(await asked.payments()).toEqual([{ status: 'needs-action', debit_step: 'debit-7', last_failure: 'authentication_required' }]);
    expect(await takenFrom(asked)).toEqual([]);
    const page = await (await fetch(await link())).text();
    expect(page).toContain('$58.80');
    expect(page).toContain('3184');
    expect(await asked.payments()).toMatchObject([{ status: 'needs-action' }]);
  });

  it('is asked again on the next days of the ladder, without a second payment', async () => {
    await desk.at('2027-05-17T00:00:00Z');
    await desk.settled();
    expect(mailsTo('ann@asked.example').filter((subject) => subject.startsWith('Please confirm'))).toHaveLength(3);
    expect(await asked.payments()).toHaveLength(1);
  });

  it('is paid when they say yes at the bank, by the same intent, and the page says so', async () => {
    const url = await link();
    const bank = /url=([^"]+)/.exec(await (await fetch(url, { method: 'POST' })).text())?.[1]?.replaceAll('&#38;', '&') ?? '';
    expect(bank).toContain(desk.stripe.url);
    expect(await answerBank(bank, 'yes')).toContain('/api/v1/confirm-payment/');
    expect(await (await fetch(url)).text()).toContain('Paid. Thank you!');
    await desk.settled();
    expect(await asked.payments()).toEqual([{ status: 'succeeded', debit_step: 'debit-7', last_failure: null }]);
    expect((await asked.status()).paidThrough).toBe('2027-06-19');
    expect(await takenFrom(asked)).toEqual([5880]);
    expect(await (await fetch(url, { method: 'POST' })).text()).toContain('Paid. Thank you!');
    expect(await takenFrom(asked)).toEqual([5880]);
  });

  it('lets nobody in with a link that we did not make', async () => {
    const forged = `${desk.area.origin}/api/v1/confirm-payment/${'A'.repeat(70)}`;
    expect(await (await fetch(forged)).json()).toMatchObject({ code: 'no-such-payment-link' });
  });
});

describe('a renewal that has come to cost more than one payment can be', () => {
  it('is not asked of the bank, which would say no as to a bad card, but waits for a person', async () => {
    const shop = await desk.subscribe('immense', { ...withContact('immense'), planCode: 'enterprise', covered: { kind: 'paid', endsOn: '2027-08-10' } });
    await shop.saveCard(GOOD_CARD);
    await shop.autoRenewal('enable');
    const enterprise = DEMO_PLANS.find(({ code }) => code === 'enterprise');
    if (!enterprise) throw new Error('no demo plan');
    await desk.area.app.get(PublishPlan).run(SYSTEM, { ...enterprise, prices: enterprise.prices.map((price) => ({ ...price, amount: 99_999_999 })) });
    await desk.at('2027-08-04T00:00:00Z');
    await desk.settled();
    expect(await shop.payments()).toEqual([]);
    expect(await desk.area.database.rows('SELECT held_step, held_because FROM auto_renewals WHERE workspace_id = $1', [shop.workspaceId])).toEqual([{ held_step: 'debit-7', held_because: 'quote-too-large' }]);
    expect(mailsTo('ann@immense.example')).toContain('Your plan runs for 7 more days');
  });
});
