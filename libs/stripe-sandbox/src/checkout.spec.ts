import { expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { DECLINE_TEXTS } from './cards/declines.js';
import { textsFor } from './pages/texts.js';
import { openReceiver, openSandbox, until } from './testing/open-sandbox.js';

// The SDK's types lag behind what the API takes.
const paidBy = (...methods: string[]) => ({ payment_method_types: methods });

const RENEWAL: Stripe.Checkout.SessionCreateParams = {
  mode: 'payment',
  success_url: 'https://shop.test/paid?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://shop.test/billing',
  client_reference_id: 'order-7',
  metadata: { order: '7' },
  locale: 'en',
  line_items: [{ quantity: 2, price_data: { currency: 'usd', unit_amount: 4950, product_data: { name: 'Team plan, one month' } } }],
  payment_intent_data: { metadata: { attempt: 'a1' } },
};

test('a renewal is paid on the hosted page, and the shop hears of each step once', async () => {
  const { sandbox, stripe, browser } = await openSandbox();
  const { url, received } = await openReceiver();
  sandbox.setWebhookUrl(url);
  const customer = await stripe.customers.create({ email: 'kim@shop.test', name: 'Kim' });
  const session = await stripe.checkout.sessions.create({ ...RENEWAL, customer: customer.id });
  expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', amount_total: 9900, payment_intent: null });

  const page = await browser.open(session.url ?? '');
  expect(page.text).toContain('Pay $99.00');
  expect(page.text).toContain('Test mode');
  const paid = await browser.payByCard(session.url ?? '', '4242 4242 4242 4242');
  expect(paid.url).toBe(`https://shop.test/paid?session=${session.id}`);

  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge.balance_transaction', 'line_items'] });
  expect(done).toMatchObject({ status: 'complete', payment_status: 'paid', client_reference_id: 'order-7', url: null });
  expect(done.line_items?.data).toMatchObject([{ quantity: 2, amount_total: 9900, description: 'Team plan, one month' }]);
  const intent = done.payment_intent as Stripe.PaymentIntent;
  expect(intent).toMatchObject({ status: 'succeeded', amount_received: 9900, customer: customer.id, metadata: { attempt: 'a1' } });
  const charge = intent.latest_charge as Stripe.Charge;
  expect(charge).toMatchObject({ paid: true, payment_method_details: { card: { last4: '4242' } } });
  expect(charge.balance_transaction).toMatchObject({ amount: 9900, fee: 317, net: 9583 });

  await until(() => received.length === 5 && sandbox.controls.waitingDeliveries() === 0);
  expect(received.map(({ event }) => event.type).sort()).toEqual([
    'charge.succeeded',
    'checkout.session.completed',
    'customer.created',
    'payment_intent.created',
    'payment_intent.succeeded',
  ]);
});

test('a declined card leaves the checkout open, and another card pays the same payment', async () => {
  const { stripe, browser } = await openSandbox();
  const session = await stripe.checkout.sessions.create(RENEWAL);
  const declined = await browser.payByCard(session.url ?? '', '4000 0000 0000 0002');
  expect(declined).toMatchObject({ status: 402 });
  expect(declined.text).toContain('Your card was declined.');
  const tried = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
  expect(tried).toMatchObject({ status: 'open', payment_intent: { status: 'requires_payment_method' } });

  await browser.payByCard(session.url ?? '', '4242424242424242');
  const done = await stripe.checkout.sessions.retrieve(session.id);
  expect(done).toMatchObject({ status: 'complete', payment_intent: (tried.payment_intent as Stripe.PaymentIntent).id });
  expect((await stripe.charges.list({ payment_intent: String(done.payment_intent) })).data.map((charge) => charge.paid)).toEqual([true, false]);
});

test('a Chinese page says in Chinese why a card was declined, whatever the reason', async () => {
  const { stripe, browser } = await openSandbox();
  const session = await stripe.checkout.sessions.create({ ...RENEWAL, locale: 'zh' });
  expect((await browser.payByCard(session.url ?? '', '4000 0000 0000 9995')).text).toContain('您的银行卡余额不足。');
  for (const { message } of Object.values(DECLINE_TEXTS)) expect(textsFor('zh', undefined).problem(message)).not.toBe(message);
});

test('pressing the button twice pays once', async () => {
  const { stripe, browser } = await openSandbox();
  const session = await stripe.checkout.sessions.create(RENEWAL);
  await Promise.all([browser.payByCard(session.url ?? '', '4242424242424242'), browser.payByCard(session.url ?? '', '4242424242424242')]);
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test.each([
  ['4000000000003220', 'yes', 'complete', 'succeeded'],
  ['4000000000003220', 'no', 'open', 'requires_payment_method'],
  ['4000008400001629', 'yes', 'open', 'requires_payment_method'],
])('card %s, the bank asks and the customer says %s: the checkout is %s', async (number, said, sessionStatus, intentStatus) => {
  const { stripe, browser } = await openSandbox();
  const session = await stripe.checkout.sessions.create(RENEWAL);
  const asked = await browser.payByCard(session.url ?? '', number);
  expect(asked.text).toContain('Your bank asks: do you confirm the payment of $99.00?');
  await browser.submit(asked.url, { said });
  expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })).toMatchObject({
    status: sessionStatus,
    payment_intent: { status: intentStatus },
  });
});

test('the page speaks Chinese, shows yuan and offers Alipay, which asks on a page of its own', async () => {
  const { stripe, browser } = await openSandbox();
  const session = await stripe.checkout.sessions.create({
    ...RENEWAL,
    locale: 'zh',
    ...paidBy('card', 'alipay', 'wechat_pay'),
    payment_method_options: { wechat_pay: { client: 'web' }, card: { setup_future_usage: 'off_session' } },
    line_items: [{ price_data: { currency: 'cny', unit_amount: 69900, product_data: { name: '团队版一个月' } }, quantity: 1 }],
  });
  const page = await browser.open(session.url ?? '');
  for (const words of ['支付 ¥699.00', '测试模式', '支付宝', '微信支付', '团队版一个月']) expect(page.text).toContain(words);
  const asked = await browser.submit(session.url ?? '', { method: 'alipay' });
  expect(asked.text).toContain('授权测试付款');
  const refused = await browser.submit(asked.url, { said: 'no' });
  expect(refused.text).toContain('The payment was not confirmed in the wallet.');
  const again = await browser.submit(session.url ?? '', { method: 'wechat_pay' });
  await browser.submit(again.url, { said: 'yes' });
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
  expect(done).toMatchObject({ payment_status: 'paid', payment_intent: { latest_charge: { payment_method_details: { type: 'wechat_pay' } } } });
});

test.each([
  ['yes', undefined, 'paid', 'succeeded', 'checkout.session.async_payment_succeeded'],
  ['no', 'generic_decline', 'unpaid', 'requires_payment_method', 'checkout.session.async_payment_failed'],
] as const)('a wallet that is still looking at it completes the checkout unpaid, and says %s when its time is over', async (_, outcome, paymentStatus, intentStatus, heard) => {
  const { sandbox, stripe, browser } = await openSandbox();
  sandbox.controls.turn({ settleAfterSeconds: 60 });
  const session = await stripe.checkout.sessions.create({ ...RENEWAL, ...paidBy('alipay') });
  const asked = await browser.submit(session.url ?? '', { method: 'alipay' });
  expect((await browser.submit(asked.url, { said: 'later' })).url).toBe(`https://shop.test/paid?session=${session.id}`);
  const waiting = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
  expect(waiting).toMatchObject({ status: 'complete', payment_status: 'unpaid', payment_intent: { status: 'processing' } });
  const { payment_method: method } = waiting.payment_intent as Stripe.PaymentIntent;
  if (outcome !== undefined) sandbox.controls.turn({ cardOutcomes: { [String(method)]: outcome } });
  sandbox.controls.moveClock(new Date(sandbox.controls.now().getTime() + 61_000));
  expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })).toMatchObject({ status: 'complete', payment_status: paymentStatus, payment_intent: { status: intentStatus } });
  expect((await stripe.events.list({ types: ['checkout.session.async_payment_succeeded', 'checkout.session.async_payment_failed'] })).data.map(({ type }) => type)).toEqual([heard]);
});

test('names in the shop cannot become markup on the page', async () => {
  const { stripe, browser } = await openSandbox();
  const session = await stripe.checkout.sessions.create({
    ...RENEWAL,
    line_items: [{ price_data: { currency: 'usd', unit_amount: 100, product_data: { name: '<img src=x onerror=alert(1)>' } }, quantity: 1 }],
  });
  const page = await browser.open(session.url ?? '');
  expect(page.text).not.toContain('<img');
  expect(page.text).toContain('&#60;img');
});

test('only test cards are taken, and what else is typed wrong is said', async () => {
  const { stripe, browser } = await openSandbox();
  const session = await stripe.checkout.sessions.create(RENEWAL);
  const real = await browser.payByCard(session.url ?? '', '4111 1111 1111 1111');
  expect(real.text).toContain('Only test cards work here');
  expect((await browser.payByCard(session.url ?? '', '4242424242424241')).text).toContain('Your card number is incorrect.');
  expect((await browser.payByCard(session.url ?? '', '4242424242424242', { expiry: 'soon' })).text).toContain('MM/YY');
  expect((await browser.payByCard(session.url ?? '', '4242424242424242', { expiry: '01/20' })).text).toContain('expiration year is invalid');
  expect((await stripe.charges.list()).data).toEqual([]);
});

test('a checkout expires by the clock or by the shop, and can then not be paid', async () => {
  const { sandbox, stripe, browser } = await openSandbox();
  const forgotten = await stripe.checkout.sessions.create(RENEWAL);
  sandbox.controls.moveClock(new Date((forgotten.expires_at + 1) * 1000));
  expect(await stripe.checkout.sessions.retrieve(forgotten.id)).toMatchObject({ status: 'expired', url: null });

  const withdrawn = await stripe.checkout.sessions.create(RENEWAL);
  await browser.payByCard(withdrawn.url ?? '', '4000000000000002');
  await stripe.checkout.sessions.expire(withdrawn.id);
  const page = await browser.payByCard(withdrawn.url ?? '', '4242424242424242');
  expect(page).toMatchObject({ status: 410 });
  expect(await stripe.checkout.sessions.retrieve(withdrawn.id, { expand: ['payment_intent'] })).toMatchObject({
    status: 'expired',
    payment_intent: { status: 'canceled' },
  });
  await expect(stripe.checkout.sessions.expire(withdrawn.id)).rejects.toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  expect((await stripe.events.list({ type: 'checkout.session.expired' })).data).toHaveLength(2);
});

test('a card is saved on the page and charged later without anybody there', async () => {
  const { stripe, browser } = await openSandbox();
  const customer = await stripe.customers.create({ email: 'kim@shop.test' });
  const session = await stripe.checkout.sessions.create({
    mode: 'setup',
    customer: customer.id,
    success_url: 'https://shop.test/saved',
    ...paidBy('card'),
    setup_intent_data: { metadata: { consent: 'c1' } },
  });
  const asked = await browser.payByCard(session.url ?? '', '4000002500003155');
  const saved = await browser.submit(asked.url, { said: 'yes' });
  expect(saved.url).toBe('https://shop.test/saved');
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] });
  expect(done).toMatchObject({ status: 'complete', payment_status: 'no_payment_required', setup_intent: { status: 'succeeded', metadata: { consent: 'c1' } } });
  const method = String((done.setup_intent as Stripe.SetupIntent).payment_method);
  const debit = await stripe.paymentIntents.create({
    amount: 9900,
    currency: 'usd',
    customer: customer.id,
    payment_method: method,
    off_session: true,
    confirm: true,
  });
  expect(debit.status).toBe('succeeded');
});
