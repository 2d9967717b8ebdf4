import { expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { TEST_CARDS } from './cards/test-cards.js';
import { openSandbox } from './testing/open-sandbox.js';

const OFF_SESSION = { amount: 4900, currency: 'usd', off_session: true, confirm: true } as const;

test.each([
  ['pm_card_visa', undefined, undefined],
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
  ['pm_card_chargeCustomerFail', 'card_declined', 'generic_decline'],
  ['pm_card_authenticationRequired', 'authentication_required', 'authentication_required'],
  ['pm_card_authenticationRequiredOnSetup', 'authentication_required', 'authentication_required'],
  ['pm_card_authenticationRequiredSetupForOffSession', undefined, undefined],
])('%s charged off-session: %s', async (token, code, declineCode) => {
  const { stripe } = await openSandbox();
  const charging = stripe.paymentIntents.create({ ...OFF_SESSION, payment_method: token });
  if (code === undefined) {
    expect(await charging).toMatchObject({ status: 'succeeded', amount_received: 4900 });
    return;
  }
  const error = await charging.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
  expect(error).toMatchObject({ statusCode: 402, code, decline_code: declineCode, payment_intent: { status: 'requires_payment_method' } });
  const [intent] = (await stripe.paymentIntents.list({ limit: 1 })).data;
  expect(intent).toMatchObject({ status: 'requires_payment_method', amount_received: 0, last_payment_error: { code } });
  expect(await stripe.charges.retrieve(String(intent?.latest_charge))).toMatchObject({ paid: false, status: 'failed', failure_code: code });
});

test.each(TEST_CARDS.map((card) => [card.number, card] as const))('card %s on-session does as published', async (number, card) => {
  const { stripe, browser } = await openSandbox();
  const method = await stripe.paymentMethods.create({ type: 'card', card: { number, exp_month: 12, exp_year: 2040, cvc: '123' } });
  expect(method.card?.last4).toBe(number.slice(-4));
  const created = await stripe.paymentIntents.create({ amount: 4900, currency: 'usd', payment_method: method.id });
  const confirmed = await stripe.paymentIntents
    .confirm(created.id, { return_url: 'https://shop.test/back' })
    .catch((error: unknown) => (error as Stripe.errors.StripeCardError).payment_intent as Stripe.PaymentIntent);
  if (card.authentication === 'never') {
    expect(confirmed.status).toBe(card.charge === 'succeeds' ? 'succeeded' : 'requires_payment_method');
    return;
  }
  expect(confirmed).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
  const back = await browser.submit(confirmed.next_action?.redirect_to_url?.url ?? '', { said: 'yes' });
  const succeeds = card.charge === 'succeeds';
  expect(back.url).toContain(`https://shop.test/back?payment_intent=${created.id}`);
  expect(back.url).toContain(`redirect_status=${succeeds ? 'succeeded' : 'failed'}`);
  const after = await stripe.paymentIntents.retrieve(created.id, { expand: ['latest_charge'] });
  expect(after.status).toBe(succeeds ? 'succeeded' : 'requires_payment_method');
  if (succeeds) expect(after.latest_charge).toMatchObject({ payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } });
});

test('an off-session charge that needs the customer is confirmed later as the same payment', async () => {
  const { stripe, browser } = await openSandbox();
  const customer = await stripe.customers.create({ name: 'Kim' });
  const setup = await stripe.setupIntents.create({ customer: customer.id, payment_method: 'pm_card_authenticationRequired', confirm: true, return_url: 'https://shop.test/back' });
  await browser.submit(setup.next_action?.redirect_to_url?.url ?? '', { said: 'yes' });
  const saved = await stripe.setupIntents.retrieve(setup.id);
  expect(saved.status).toBe('succeeded');
  const method = String(saved.payment_method);
  const failed = await stripe.paymentIntents.create({ ...OFF_SESSION, customer: customer.id, payment_method: method }).then(
    () => undefined,
    (error: unknown) => (error as Stripe.errors.StripeCardError).payment_intent,
  );
  const confirmed = await stripe.paymentIntents.confirm(failed?.id ?? '', { payment_method: method, return_url: 'https://shop.test/back' });
  await browser.submit(confirmed.next_action?.redirect_to_url?.url ?? '', { said: 'yes' });
  expect(await stripe.paymentIntents.retrieve(failed?.id ?? '')).toMatchObject({ status: 'succeeded', customer: customer.id });
});

test('a payment on-session saves its card for later when asked to', async () => {
  const { stripe } = await openSandbox();
  const customer = await stripe.customers.create({ name: 'Kim' });
  const paid = await stripe.paymentIntents.create({
    amount: 4900,
    currency: 'usd',
    customer: customer.id,
    payment_method: 'pm_card_visa',
    confirm: true,
    setup_future_usage: 'off_session',
    return_url: 'https://shop.test/back',
  });
  const saved = await stripe.customers.listPaymentMethods(customer.id);
  expect(saved.data.map(({ id }) => id)).toEqual([paid.payment_method]);
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: String(paid.payment_method) } });
  await stripe.paymentMethods.detach(String(paid.payment_method));
  expect((await stripe.customers.listPaymentMethods(customer.id)).data).toEqual([]);
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ invoice_settings: { default_payment_method: null } });
});

test("somebody else's card is refused, and so is a card that cannot be saved", async () => {
  const { stripe } = await openSandbox();
  const [kim, lee] = await Promise.all([stripe.customers.create({ name: 'Kim' }), stripe.customers.create({ name: 'Lee' })]);
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: kim.id });
  await expect(stripe.paymentIntents.create({ ...OFF_SESSION, customer: lee.id, payment_method: method.id })).rejects.toMatchObject({ statusCode: 400 });
  await expect(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: kim.id })).rejects.toMatchObject({ code: 'card_declined' });
});

test('a good card goes bad and recovers by a knob', async () => {
  const { sandbox, stripe } = await openSandbox();
  const customer = await stripe.customers.create({ name: 'Kim' });
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const debit = () => stripe.paymentIntents.create({ ...OFF_SESSION, customer: customer.id, payment_method: method.id });
  sandbox.controls.turn({ cardOutcomes: { [method.id]: 'insufficient_funds' } });
  await expect(debit()).rejects.toMatchObject({ decline_code: 'insufficient_funds' });
  sandbox.controls.turnAllBack();
  expect(await debit()).toMatchObject({ status: 'succeeded' });
});

test('a payment is canceled, then found by what the shop wrote on it', async () => {
  const { stripe } = await openSandbox();
  const open = await stripe.paymentIntents.create({ amount: 4900, currency: 'usd', metadata: { attempt: 'a1' } });
  await stripe.paymentIntents.create({ amount: 5100, currency: 'usd', metadata: { attempt: 'a2' } });
  await stripe.paymentIntents.cancel(open.id, { cancellation_reason: 'abandoned' });
  await expect(stripe.paymentIntents.confirm(open.id, { payment_method: 'pm_card_visa' })).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
  const found = await stripe.paymentIntents.search({ query: "metadata['attempt']:'a1' AND status:'canceled'" });
  expect(found.data.map(({ id }) => id)).toEqual([open.id]);
  expect((await stripe.paymentIntents.search({ query: 'amount>5000' })).data).toHaveLength(1);
  await expect(stripe.paymentIntents.search({ query: 'whatever' })).rejects.toMatchObject({ statusCode: 400 });
});
