import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingDesk, DECLINED_CARD, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-01T12:00:00Z');
});
afterAll(() => desk?.close());

const periodsOf = (s: Subscriber) =>
  desk.area.database.rows<{ starts_on: string; ends_on: string }>('SELECT starts_on, ends_on FROM subscription_periods WHERE workspace_id = $1 ORDER BY period_no', [s.workspaceId]);

describe('a plan that is paid through 9 March is renewed', () => {
  let shop: Subscriber;
  let chinese: Subscriber;

  it('after a notice thirty days before, and only one', async () => {
    shop = await desk.subscribe('tea', { contacts: [{ name: 'Ann', email: 'ann@tea.example', locale: 'en' }, { name: 'Bob', email: 'bob@tea.example', locale: 'en' }] });
    chinese = await desk.subscribe('pets', {
      locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY', contacts: [{ name: '王芳', email: 'wang@pets.example', locale: 'zh-CN' }],
      profile: { legalName: '示例宠物用品有限公司', address: '上海市示例路 1 号', taxId: '91310000DEMO00000X', mode: 'inclusive', rateBasisPoints: 600 },
    });
    expect(await shop.status()).toMatchObject({
      state: 'active', access: 'full', periodFrom: '2027-02-10', paidThrough: '2027-03-09', graceThrough: '2027-03-16', dataKeptThrough: '2027-05-15', daysLeft: 37,
    });

    await desk.at('2027-02-06T23:00:00Z');
    expect(desk.mail.to('ann@tea.example')).toHaveLength(0);
    await desk.at('2027-02-07T09:05:00Z');
    const [notice] = await desk.mail.waitFor(1, 'ann@tea.example');
    expect(notice?.parsed.subject).toBe('Your plan runs for 30 more days');
    const [chineseNotice] = await desk.mail.waitFor(1, 'wang@pets.example');
    expect(chineseNotice?.parsed.subject).toBe('您的套餐还有 30 天到期');

    await desk.at('2027-02-17T10:00:00Z');
    expect(desk.mail.to('ann@tea.example')).toHaveLength(1);
    expect(desk.mail.to('bob@tea.example')).toHaveLength(0);
  });

  it('with a quote that says which days are bought and how the price comes about', async () => {
    const quote = await shop.quote();
    expect(quote).toMatchObject({
      basis: 'old-end', paidThroughBefore: '2027-03-09', from: '2027-03-10', paidThrough: '2027-04-09', currency: 'USD', net: 4900, tax: 980, total: 5880,
      lines: [{ from: '2027-03-10', until: '2027-04-10', days: 31, unitAmount: 4900, net: 4900, tax: 980 }],
    });
    await shop.owner.post(`/api/v1/workspaces/${shop.workspaceId}/billing/quotes/${quote.id}/checkout`).send({ hash: 'f'.repeat(64) }).expect(409);
  });

  it('not by a declined card: nothing changes, and the same page takes another card', async () => {
    const payment = await shop.openPayment();
    expect(payment).toMatchObject({ status: 'open', amount: 5880, currency: 'USD' });
    await desk.pay(payment, DECLINED_CARD);
    await desk.settled();
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'open', lastFailure: 'generic_decline', invoiceId: null });
    expect((await shop.status()).paidThrough).toBe('2027-03-09');
    expect(await shop.invoices()).toEqual([]);

    expect(await shop.payment(payment.id, 'cancel')).toMatchObject({ status: 'failed', lastFailure: 'generic_decline' });
    const second = await shop.openPayment();
    expect(second.id).not.toBe(payment.id);
    await desk.pay(second, GOOD_CARD);
    await desk.settled();
    expect(await shop.payment(second.id)).toMatchObject({ status: 'succeeded' });
  });

  it('so that the new month is added to the end, though it was paid 20 days early', async () => {
    expect(await shop.status()).toMatchObject({ state: 'active', paidThrough: '2027-04-09', openPaymentId: null });
    expect(await periodsOf(shop)).toEqual([
      { starts_on: '2027-02-10', ends_on: '2027-03-10' },
      { starts_on: '2027-03-10', ends_on: '2027-04-10' },
    ]);
    const [invoice] = await shop.invoices();
    expect(invoice).toMatchObject({ number: 'PER-2027-000001', from: '2027-03-10', paidThrough: '2027-04-09', total: 5880 });
    expect(await desk.area.database.rows(`SELECT document->'paidWith' AS means FROM invoices WHERE workspace_id = $1`, [shop.workspaceId])).toEqual([{ means: { kind: 'card', brand: 'visa', last4: '4242' } }]);
    const receipt = (await desk.mail.waitFor(2, 'ann@tea.example')).find(({ parsed }) => parsed.subject?.startsWith('Receipt'));
    expect(receipt?.parsed.attachments).toMatchObject([{ filename: 'PER-2027-000001.pdf', mimeType: 'application/pdf' }]);
  });

  it('once, however often and in whatever order the provider, the return page and the sweep say so', async () => {
    desk.stripe.controls.turn({ webhooks: { duplicates: 2 } });
    const payment = await chinese.openPayment();
    desk.stripe.setWebhookUrl(null);
    await desk.pay(payment, GOOD_CARD);
    expect(await chinese.payment(payment.id, 'refresh')).toMatchObject({ status: 'succeeded' });
    desk.stripe.setWebhookUrl(`${desk.area.origin}/api/v1/webhooks/stripe`);
    await desk.settled();
    desk.stripe.controls.turnAllBack();
    await chinese.payment(payment.id, 'refresh');
    await desk.at('2027-02-17T13:00:00Z');

    expect(await periodsOf(chinese)).toHaveLength(2);
    expect(await chinese.invoices()).toMatchObject([{ number: 'PER-2027-000002', total: 29_900 }]);
    expect(desk.mail.to('wang@pets.example').map(({ parsed }) => parsed.subject)).toEqual(['您的套餐还有 30 天到期', expect.stringContaining('PER-2027-000002')]);
  });

  it('with an invoice in Chinese to download', async () => {
    const [invoice] = await chinese.invoices();
    const pdf = await chinese.owner.get(`/api/v1/workspaces/${chinese.workspaceId}/billing/invoices/${invoice?.id}/pdf`).buffer(true).expect(200);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect((pdf.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    await shop.owner.get(`/api/v1/workspaces/${shop.workspaceId}/billing/invoices/${invoice?.id}/pdf`).expect(404);
  });

  it('and its old notices die: the next one comes thirty days before the new end', async () => {
    await desk.at('2027-03-10T09:30:00Z');
    expect(desk.mail.to('ann@tea.example')).toHaveLength(3);
    expect(desk.mail.to('ann@tea.example').map(({ parsed }) => parsed.subject)).toContain('Your plan runs for 30 more days');
    expect((await shop.status()).state).toBe('active');
  });

  it('while a payment nobody finishes closes by itself after two hours', async () => {
    const payment = await shop.openPayment();
    await desk.at('2027-03-10T12:00:00Z');
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'expired', checkoutUrl: null });
    expect((await shop.status()).openPaymentId).toBeNull();
  });

  it('and the operator sees who ends when', async () => {
    const list = (await desk.operator.get('/api/v1/operations/workspaces').expect(200)).body as { data: { slug: string; paidThrough: string }[]; total: number };
    expect(list.total).toBe(2);
    expect(list.data).toContainEqual(expect.objectContaining({ slug: 'tea', planCode: 'team', paidThrough: '2027-04-09', state: 'active' }));
    await shop.owner.get('/api/v1/operations/workspaces').expect(403);
  });
});

describe('a plan that nobody renews', () => {
  it('goes into grace and is suspended, and paying restores it from that day on', async () => {
    const late = await desk.subscribe('late', { covered: { kind: 'paid', endsOn: '2027-03-15' } });
    await desk.at('2027-03-15T12:00:00Z');
    expect(await late.status()).toMatchObject({ state: 'grace', access: 'full', daysLeft: 0 });
    await desk.at('2027-03-22T12:00:00Z');
    expect(await late.status()).toMatchObject({ state: 'suspended', access: 'read-only' });
    const quote = await late.quote();
    expect(quote).toMatchObject({ basis: 'payment', from: '2027-03-22', paidThrough: '2027-04-21' });
    const payment = (await late.checkout(quote).expect(201)).body as Parameters<BillingDesk['pay']>[0];
    await desk.pay(payment, GOOD_CARD);
    await desk.settled();
    expect(await late.status()).toMatchObject({ state: 'active', access: 'full', paidThrough: '2027-04-21' });
  });
});

describe('who asks for what cannot be', () => {
  it('is refused by name, and nothing changes', async () => {
    const s = await desk.subscribe('strict', { covered: { kind: 'paid', endsOn: '2027-05-01' } });
    const quotes = `/api/v1/workspaces/${s.workspaceId}/billing/quotes`;
    const refusal = async (body: object, status: number) => ((await s.owner.post(quotes).send(body).expect(status)).body as { code: string }).code;
    expect(await refusal({ terms: 0 }, 400)).toBe('invalid-input');
    expect(await refusal({ terms: 1e15 }, 400)).toBe('invalid-input');
    expect(await refusal({ planCode: 'gold' }, 422)).toBe('plan-not-on-sale');
    expect(await refusal({ planCode: 'free' }, 422)).toBe('nothing-to-pay');
    expect(await refusal({ purpose: 'upgrade', planCode: 'free' }, 422)).toBe('not-an-upgrade');

    const old = await s.quote();
    const paid = await s.openPayment();
    await desk.pay(paid, GOOD_CARD);
    await desk.settled();
    expect((await s.checkout(old).expect(409)).body).toMatchObject({ code: 'quote-superseded' });
    const stale = await s.quote();
    await desk.at('2027-03-22T14:00:00Z');
    expect((await s.checkout(stale).expect(409)).body).toMatchObject({ code: 'quote-expired' });

    const forged = await s.owner.post('/api/v1/webhooks/stripe').set('stripe-signature', 't=1,v1=00').send({ id: 'evt_1' }).expect(400);
    expect(forged.body).toMatchObject({ code: 'signature-not-valid' });
    expect(await s.invoices()).toHaveLength(1);
  });
});
