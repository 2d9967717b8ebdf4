import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

  it('leaves nothing that could be debited by itself: a wallet is no saved card', async () => {
    const { body } = await shop.owner.get(`/api/v1/workspaces/${shop.workspaceId}/billing/cards`).expect(200);
    expect(body).toMatchObject({ data: [] });
    expect(await shop.autoRenewal()).toMatchObject({ enabled: false });
  });
});
