import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Payment } from '@perennial/contract/admin';
import { answerBank, type BillingDesk, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-03-01T12:00:00Z');
});
afterAll(() => desk?.close());

/** Chooses a wallet on the provider's page. @returns the wallet's own page */
async function chooseWallet(url: string, method: 'alipay' | 'wechat_pay'): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ method, email: 'kim@shop.example', name: 'Kim' }), redirect: 'manual' });
  const next = answer.headers.get('location');
  if (next === null) throw new Error(`No page of the wallet: ${await answer.text()}`);
  return new URL(next, url).href;
}

const inShanghai = (slug: string) => desk.subscribe(slug, { timeZone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY', contacts: [{ name: '王芳', email: `wang@${slug}.example`, locale: 'zh-CN' }] });
const receipts = (slug: string) => desk.mail.to(`wang@${slug}.example`).filter(({ parsed }) => parsed.attachments.length > 0);
const paidThrough = async (s: Subscriber) => (await s.status()).paidThrough;

/** Opens a page and leaves its payment with the wallet, which makes up its mind an hour later. */
async function leftUndecided(s: Subscriber, wallet: 'alipay' | 'wechat_pay'): Promise<Payment> {
  desk.stripe.controls.turn({ settleAfterSeconds: 3600 });
  const payment = await s.openPayment();
  await answerBank(await chooseWallet(payment.checkoutUrl ?? '', wallet), 'later');
  await desk.settled();
  return payment;
}

async function anHourLater(): Promise<void> {
  desk.stripe.controls.moveClock(new Date(desk.stripe.controls.now().getTime() + 3_601_000));
  await desk.settled();
}

/** What the provider told of a payment page, by name. */
async function told(paymentId: string): Promise<string[]> {
  const rows = await desk.area.database.rows<{ type: string }>(
    `SELECT e.type FROM stripe_events e JOIN payment_attempts a ON a.stripe_session_id = e.object_id WHERE a.id = $1 ORDER BY e.type`, [paymentId],
  );
  return rows.map(({ type }) => type);
}

async function intentOf(paymentId: string): Promise<{ payment_method: string | null }[]> {
  const rows = await desk.area.database.rows<{ id: string }>('SELECT stripe_payment_intent_id AS id FROM payment_attempts WHERE id = $1', [paymentId]);
  return Promise.all(
    rows.map(async ({ id }) => (await fetch(`${desk.stripe.url}/v1/payment_intents/${id}`, { headers: { authorization: 'Bearer sk_test_local' } })).json() as Promise<{ payment_method: string | null }>),
  );
}

describe.each(['alipay', 'wechat_pay'] as const)('a renewal paid with %s', (wallet) => {
  const slug = wallet.replace('_', '-');
  let shop: Subscriber;

  it('adds its month when the wallet says yes, once, with an invoice and a receipt', async () => {
    shop = await inShanghai(slug);
    const payment = await shop.openPayment();
    expect(payment.currency).toBe('CNY');
    const page = await chooseWallet(payment.checkoutUrl ?? '', wallet);
    await desk.settled();
    // On the wallet's page nothing is paid yet.
    expect(await shop.payment(payment.id, 'refresh')).toMatchObject({ status: 'open' });
    expect(await paidThrough(shop)).toBe('2027-03-09');
    await answerBank(page, 'yes');
    await Promise.all([shop.payment(payment.id, 'refresh'), desk.settled()]);
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'succeeded' });
    expect(await paidThrough(shop)).toBe('2027-04-09');
    const invoices = await shop.invoices();
    expect(invoices).toMatchObject([{ from: '2027-03-10', paidThrough: '2027-04-09', total: payment.amount }]);
    expect(receipts(slug)).toHaveLength(1);
    expect(await desk.area.database.rows(`SELECT document->'paidWith' AS means FROM invoices WHERE workspace_id = $1`, [shop.workspaceId])).toEqual([{ means: { kind: wallet } }]);
  });

  it('changes nothing when the wallet says no, and the same page takes another try', async () => {
    const payment = await shop.openPayment();
    await answerBank(await chooseWallet(payment.checkoutUrl ?? '', wallet), 'no');
    await desk.settled();
    expect(await shop.payment(payment.id, 'refresh')).toMatchObject({ status: 'open' });
    expect(await paidThrough(shop)).toBe('2027-04-09');
    await answerBank(await chooseWallet(payment.checkoutUrl ?? '', wallet), 'yes');
    await desk.settled();
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'succeeded' });
    expect(await paidThrough(shop)).toBe('2027-05-09');
    expect(receipts(slug)).toHaveLength(2);
  });

  it('is not paid while the wallet is looking at it, and is when the wallet says yes an hour later, once', async () => {
    const payment = await leftUndecided(shop, wallet);
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'processing', checkoutUrl: null, settledAt: null });
    expect(await paidThrough(shop)).toBe('2027-05-09');
    expect(receipts(slug)).toHaveLength(2);
    expect((await shop.checkout(await shop.quote()).expect(409)).body).toMatchObject({ code: 'payment-under-way' });
    await anHourLater();
    await Promise.all([shop.payment(payment.id, 'refresh'), shop.payment(payment.id, 'refresh')]);
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'succeeded' });
    expect(await told(payment.id)).toEqual(['checkout.session.async_payment_succeeded', 'checkout.session.completed']);
    expect(await paidThrough(shop)).toBe('2027-06-09');
    expect(await shop.invoices()).toHaveLength(3);
    expect(receipts(slug)).toHaveLength(3);
  });

  it('changes nothing when the wallet says no an hour later: nobody is told of success, and it can be paid again', async () => {
    const mails = desk.mail.to(`wang@${slug}.example`).length;
    const payment = await leftUndecided(shop, wallet);
    const [paidWith] = await intentOf(payment.id);
    desk.stripe.controls.turn({ cardOutcomes: { [paidWith?.payment_method ?? '']: 'generic_decline' } });
    await anHourLater();
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'failed', lastFailure: 'payment_intent_payment_attempt_failed', invoiceId: null });
    expect(await told(payment.id)).toEqual(['checkout.session.async_payment_failed', 'checkout.session.completed']);
    expect(await paidThrough(shop)).toBe('2027-06-09');
    expect(await shop.invoices()).toHaveLength(3);
    // They have left the page: a mail tells them, and of nothing else.
    expect(desk.mail.to(`wang@${slug}.example`).slice(mails).map(({ parsed }) => parsed.subject)).toEqual([expect.stringContaining('未成功')]);
    expect(await shop.status()).toMatchObject({ openPaymentId: null });
    const again = await shop.openPayment();
    expect(again.id).not.toBe(payment.id);
    await answerBank(await chooseWallet(again.checkoutUrl ?? '', wallet), 'yes');
    await desk.settled();
    expect(await shop.payment(again.id)).toMatchObject({ status: 'succeeded' });
    expect(await paidThrough(shop)).toBe('2027-07-09');
    expect(receipts(slug)).toHaveLength(4);
  });

  it('leaves nothing that could be debited by itself: a wallet is no saved card', async () => {
    const { body } = await shop.owner.get(`/api/v1/workspaces/${shop.workspaceId}/billing/cards`).expect(200);
    expect(body).toMatchObject({ data: [] });
    expect(await shop.autoRenewal()).toMatchObject({ enabled: false });
  });
});
