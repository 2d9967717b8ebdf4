import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Balance, LedgerAudit, Payment, Quote } from '@perennial/contract/admin';
import { Clock } from '../../api/src/platform/clock/index.js';
import { type BillingDesk, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-01T12:00:00Z');
});
afterAll(() => desk?.close());

const at = (s: Subscriber, path: string) => `/api/v1/workspaces/${s.workspaceId}/billing/${path}`;
const balanceOf = async (s: Subscriber) => (await s.owner.get(at(s, 'balance')).expect(200)).body as Balance;
const topUp = async (s: Subscriber, amount: number) => (await s.owner.post(at(s, 'balance/top-ups')).send({ amount }).expect(201)).body as Payment;
const payFromBalance = (s: Subscriber, quote: Quote) => s.owner.post(at(s, `quotes/${quote.id}/pay-from-balance`)).send({ hash: quote.hash });
const audit = async () => (await desk.operator.get('/api/v1/operations/ledger/audit').expect(200)).body as LedgerAudit;
const grant = (s: Subscriber, body: object) => desk.operator.post(`/api/v1/operations/workspaces/${s.workspaceId}/credits`).send(body);
const movementsOf = async (s: Subscriber) => ((await s.owner.get(at(s, 'balance/movements')).expect(200)).body as { data: { id: string; kind: string; paid: number; granted: number }[] }).data;

describe('a workspace that pays ahead', () => {
  let shop: Subscriber;

  it('is told what is missing for the next renewal, and what is on its way counts', async () => {
    shop = await desk.subscribe('tea');
    expect(await balanceOf(shop)).toMatchObject({ currency: 'USD', available: 0, nextRenewal: 5880, suggestedTopUp: 5880, lots: [] });
    const payment = await topUp(shop, 2000);
    expect(payment).toMatchObject({ purpose: 'top-up', status: 'open', amount: 2000, quoteId: null });
    expect(await balanceOf(shop)).toMatchObject({ available: 0, pending: 2000, suggestedTopUp: 3880 });
    await desk.pay(payment, GOOD_CARD);
    await desk.settled();
    expect(await shop.payment(payment.id, 'refresh')).toMatchObject({ status: 'succeeded', invoiceId: null });
    expect(await balanceOf(shop)).toMatchObject({ available: 2000, paid: 2000, pending: 0, suggestedTopUp: 3880, lots: [{ kind: 'paid', amount: 2000, remaining: 2000 }] });
    // Success is told after the money, once, however often it is looked at.
    const owner = await desk.area.database.rows<{ email: string }>('SELECT email FROM billing_contacts WHERE workspace_id = $1', [shop.workspaceId]);
    const told = desk.mail.to(owner[0]?.email ?? '').map(({ parsed }) => parsed);
    expect(told.map(({ subject }) => subject)).toEqual(['Receipt: $20.00 is on your balance']);
    expect(told[0]?.text).toContain('The balance is now $20.00.');
  });

  it('cannot pay with less than the price, and then nothing changes', async () => {
    const refused = await payFromBalance(shop, await shop.quote()).expect(409);
    expect(refused.body).toMatchObject({ code: 'balance-too-low', details: { available: 2000, needed: 5880, currency: 'USD' } });
    expect((await balanceOf(shop)).available).toBe(2000);
    expect(await shop.invoices()).toEqual([]);
    expect((await shop.status()).openPaymentId).toBeNull();
  });

  it('is given credit, which is spent first', async () => {
    await grant(shop, { amount: 1000, currency: 'USD', reason: 'Outage in January', expiresAt: '2027-02-20T00:00:00Z' }).expect(201);
    await desk.pay(await topUp(shop, 4000), GOOD_CARD);
    await desk.settled();
    expect(await balanceOf(shop)).toMatchObject({ available: 7000, paid: 6000, granted: 1000, suggestedTopUp: 0 });

    const paid = (await payFromBalance(shop, await shop.quote()).expect(201)).body as Payment;
    expect(paid).toMatchObject({ method: 'balance', status: 'succeeded', amount: 5880 });
    await desk.settled();
    expect(await balanceOf(shop)).toMatchObject({ available: 1120, paid: 1120, granted: 0, reserved: 0 });
    expect((await shop.status()).paidThrough).toBe('2027-04-09');
    expect(await shop.invoices()).toMatchObject([{ total: 5880 }]);
    expect((await movementsOf(shop)).map(({ kind, paid: p, granted }) => [kind, p, granted])).toEqual([
      ['reserve', -4880, -1000], ['top-up', 4000, 0], ['grant', 0, 1000], ['top-up', 2000, 0],
    ]);
  });

  it('pays one renewal once, however many ask at the same moment, and an open card page is closed first', async () => {
    await desk.pay(await topUp(shop, 20_000), GOOD_CARD);
    await desk.settled();
    const page = await shop.openPayment();
    const quote = await shop.quote();
    const answers = await Promise.all(Array.from({ length: 8 }, () => payFromBalance(shop, quote)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers) if (status !== 201) expect((body as { code: string }).code).toMatch(/^(quote-superseded|payment-under-way|already-renewed)$/);
    await desk.settled();
    expect(await shop.payment(page.id)).toMatchObject({ checkoutUrl: null, status: 'expired' });
    expect(await balanceOf(shop)).toMatchObject({ available: 21_120 - 5880 });
    expect(await shop.invoices()).toHaveLength(2);
    const papers = await desk.area.database.rows(`SELECT document->'paidWith' AS means FROM invoices WHERE workspace_id = $1`, [shop.workspaceId]);
    expect(papers).toEqual([{ means: { kind: 'balance' } }, { means: { kind: 'balance' } }]);
  });

  it('loses credit on its day, neither before nor later, to the breakage account', async () => {
    await grant(shop, { amount: 700, currency: 'USD', reason: 'Goodwill', expiresAt: '2027-02-10T00:00:00Z' }).expect(201);
    await desk.at('2027-02-09T23:59:59Z');
    expect((await balanceOf(shop)).granted).toBe(700);
    await desk.at('2027-02-10T00:01:00Z');
    expect((await balanceOf(shop)).granted).toBe(0);
    expect((await movementsOf(shop))[0]).toMatchObject({ kind: 'expiry', paid: 0, granted: -700 });
    expect((await audit()).house).toContainEqual({ account: 'breakage', currency: 'USD', balance: 700 });
  });

  it('may have a grant taken back by its mirror image, once, and not when it is spent', async () => {
    await grant(shop, { amount: 300, currency: 'USD', reason: 'By mistake', expiresAt: '2028-01-01T00:00:00Z' }).expect(201);
    const [mistake] = await movementsOf(shop);
    const reverse = (id: string | undefined) => desk.operator.post(`/api/v1/operations/workspaces/${shop.workspaceId}/balance/movements/${id}/reverse`).send({ reason: 'Wrong workspace' });
    await reverse(mistake?.id).expect(201);
    expect((await balanceOf(shop)).granted).toBe(0);
    expect((await reverse(mistake?.id).expect(409)).body).toMatchObject({ code: 'already-reversed' });
    const topped = (await movementsOf(shop)).find(({ kind }) => kind === 'top-up');
    expect((await reverse(topped?.id).expect(409)).body).toMatchObject({ code: 'movement-not-reversible' });
  });

  it('and the books add up: each transaction to zero, each balance from its entries', async () => {
    const { sound, faults, house, customers } = await audit();
    expect({ sound, faults }).toEqual({ sound: true, faults: [] });
    const total = [...house, ...customers].reduce((all, { balance }) => all + balance, 0);
    expect(total).toBe(0);
    expect(house).toContainEqual({ account: 'cash_clearing:stripe', currency: 'USD', balance: -26_000 });
    expect(customers).toContainEqual({ account: 'deferred_revenue', currency: 'USD', balance: 9800 });
    expect(house).toContainEqual({ account: 'tax_payable', currency: 'USD', balance: 1960 });
  });
});

describe('a balance that fills itself up', () => {
  it('tells its owner first, then charges the difference once when it is low, and stops at the cap', async () => {
    const s = await desk.subscribe('auto', { covered: { kind: 'paid', endsOn: '2027-06-01' }, contacts: [{ name: 'Ann', email: 'ann@auto.example', locale: 'en' }] });
    const set = (body: object) => s.owner.put(at(s, 'balance/auto-top-up')).send(body);
    const wanted = { enabled: true, threshold: 5000, refillTo: 20_000, monthlyCap: 22_000 };
    for (const wrong of [{ threshold: 0 }, { refillTo: 5000 }, { monthlyCap: 100 }, { refillTo: 1e15 }]) await set({ ...wanted, ...wrong }).expect(400);
    expect((await set(wanted).expect(200)).body).toMatchObject({ enabled: true, waitsBecause: 'no-card' });
    expect((await desk.mail.waitFor(1, 'ann@auto.example'))[0]?.parsed.subject).toBe('The balance of Shop auto now fills itself up');

    await s.saveCard(GOOD_CARD);
    expect((await s.owner.get(at(s, 'balance/auto-top-up')).expect(200)).body).toMatchObject({ waitsBecause: 'announced-just-now' });
    await desk.at('2027-02-10T23:00:00Z');
    expect((await balanceOf(s)).available).toBe(0);
    await desk.at('2027-02-11T02:00:00Z');
    await desk.settled();
    expect(await balanceOf(s)).toMatchObject({ available: 20_000, pending: 0 });
    expect(desk.mail.to('ann@auto.example').map(({ parsed }) => parsed.subject)).toContain('Receipt: $200.00 is on your balance');

    for (let i = 0; i < 3; i++) await payFromBalance(s, await s.quote()).expect(201);
    await desk.at('2027-02-11T06:00:00Z');
    await desk.settled();
    expect((await movementsOf(s)).filter(({ kind }) => kind === 'top-up').map(({ paid }) => paid)).toEqual([2000, 20_000]);
    expect((await s.owner.get(at(s, 'balance/auto-top-up')).expect(200)).body).toMatchObject({ waitsBecause: 'cap-reached' });
    expect((await audit()).sound).toBe(true);
  });
});

describe('a balance whose card is declined', () => {
  it('charges nothing, tries once an hour and five times at most, and its owner is told once that day', async () => {
    const s = await desk.subscribe('declined', { covered: { kind: 'paid', endsOn: '2027-06-01' }, contacts: [{ name: 'Ann', email: 'ann@declined.example', locale: 'en' }] });
    await s.saveCard('4000 0000 0000 0341');
    await s.owner.put(at(s, 'balance/auto-top-up')).send({ enabled: true, threshold: 5000, refillTo: 20_000, monthlyCap: 22_000 }).expect(200);
    await desk.at('2027-02-12T08:30:00Z');
    await desk.settled();
    const tries = () => desk.area.database.rows<{ status: string; at: Date }>(`SELECT status, created_at AS at FROM payment_attempts WHERE workspace_id = $1 AND purpose = 'top-up' ORDER BY created_at, id`, [s.workspaceId]);
    await desk.at('2027-02-12T23:00:00Z');
    await desk.settled();
    const all = await tries();
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'failed'));
    for (const [i, { at: tried }] of all.slice(1).entries()) expect(tried.getTime() - all[i]!.at.getTime()).toBeGreaterThanOrEqual(60 * 60_000);
    expect(await balanceOf(s)).toMatchObject({ available: 0, pending: 0 });
    expect((await s.owner.get(at(s, 'balance/auto-top-up')).expect(200)).body).toMatchObject({ waitsBecause: 'declined-too-often' });
    const told = desk.mail.to('ann@declined.example').filter(({ parsed }) => parsed.subject === 'The balance could not be filled up by $200.00');
    expect(told).toHaveLength(1);
    expect(told[0]?.parsed.text).toContain('card ending in 0341 was declined');
  });
});

describe('a balance whose card was reported after it had been saved', () => {
  it.each(['lost_card', 'stolen_card', 'expired_card'] as const)('(%s) is asked once, and the next card at once', async (reported) => {
    const slug = reported.replace('_card', '');
    const s = await desk.subscribe(slug, { covered: { kind: 'paid', endsOn: '2027-06-01' } });
    const card = await s.saveCard(GOOD_CARD);
    const [saved] = await desk.area.database.rows<{ id: string }>('SELECT stripe_payment_method_id AS id FROM saved_cards WHERE workspace_id = $1 AND id = $2', [s.workspaceId, card.id]);
    desk.stripe.controls.turn({ cardOutcomes: { [saved?.id ?? '']: reported } });
    await s.owner.put(at(s, 'balance/auto-top-up')).send({ enabled: true, threshold: 5000, refillTo: 20_000, monthlyCap: 22_000 }).expect(200);
    const tries = () => desk.area.database.rows<{ status: string; why: string | null }>(`SELECT status, last_failure AS why FROM payment_attempts WHERE workspace_id = $1 AND purpose = 'top-up' ORDER BY created_at, id`, [s.workspaceId]);
    const start = desk.area.app.get(Clock).now().getTime();
    const hoursOn = async (hours: number) => {
      await desk.at(new Date(start + hours * 3_600_000).toISOString());
      await desk.settled();
    };
    await hoursOn(40);
    expect(await tries()).toEqual([{ status: 'failed', why: reported }]);
    expect((await s.owner.get(at(s, 'balance/auto-top-up')).expect(200)).body).toMatchObject({ waitsBecause: 'declined-for-good', waitsUntil: null });
    await s.saveCard(GOOD_CARD);
    await hoursOn(41);
    expect(await tries()).toEqual([{ status: 'failed', why: reported }, { status: 'succeeded', why: null }]);
    expect(await balanceOf(s)).toMatchObject({ available: 20_000 });
  });
});

describe('who asks the balance for what cannot be', () => {
  it('is refused by name, and nothing changes', async () => {
    const s = await desk.subscribe('strict', { covered: { kind: 'paid', endsOn: '2027-05-01' } });
    const other = await desk.subscribe('other', { covered: { kind: 'paid', endsOn: '2027-05-01' } });
    const code = async (amount: unknown) => ((await s.owner.post(at(s, 'balance/top-ups')).send({ amount }).expect(400)).body as { code: string }).code;
    for (const amount of [0, -5, 99, 0.5, 1e15, '100', null]) expect(await code(amount)).toBe('invalid-input');
    const expiresAt = '2028-01-01T00:00:00Z';
    for (const amount of [0, -1, 1e15]) await grant(s, { amount, currency: 'USD', reason: 'Goodwill', expiresAt }).expect(400);
    expect((await grant(s, { amount: 5, currency: 'EUR', reason: 'Goodwill', expiresAt }).expect(422)).body).toMatchObject({ code: 'wrong-currency' });
    expect((await grant(s, { amount: 5, currency: 'USD', reason: 'Goodwill', expiresAt: '2027-01-01T00:00:00Z' }).expect(422)).body).toMatchObject({ code: 'credit-expired-already' });
    const foreign = await other.quote();
    expect((await payFromBalance(s, foreign).expect(404)).body).toMatchObject({ code: 'not-found' });
    expect((await payFromBalance(s, { ...(await s.quote()), hash: 'f'.repeat(64) }).expect(409)).body).toMatchObject({ code: 'quote-hash-mismatch' });
    await s.owner.get('/api/v1/operations/ledger/audit').expect(403);
    await other.owner.get(at(s, 'balance')).expect(403);
    expect(await balanceOf(s)).toMatchObject({ available: 0, pending: 0 });
  });
});
