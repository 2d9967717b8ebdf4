import { expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { openReceiver, openSandbox, until } from './testing/open-sandbox.js';

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

test('a renewal is paid on the hosted page, and the shop hears of it once', async () => {
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

  await until(() => received.some(({ event }) => event.type === 'checkout.session.completed'));
  await until(() => sandbox.controls.waitingDeliveries() === 0);
  expect(received.map(({ event }) => event.type).sort()).toEqual([
    'charge.succeeded',
    'checkout.session.completed',
    'customer.created',
    'payment_intent.created',
    'payment_intent.succeeded',
  ]);
});
