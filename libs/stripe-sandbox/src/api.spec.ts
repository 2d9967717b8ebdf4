import { expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { openSandbox, sdkFor } from './testing/open-sandbox.js';

test('the same key and parameters get the same answer, and one charge', async () => {
  const { stripe } = await openSandbox();
  const pay = () =>
    stripe.paymentIntents.create(
      { amount: 4900, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, off_session: true },
      { idempotencyKey: 'attempt-1' },
    );
  const first = await pay();
  const second = await pay();
  expect(second.id).toBe(first.id);
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('a decline is replayed too, other parameters are refused, and a wrong request does not use the key up', async () => {
  const { stripe } = await openSandbox();
  const pay = (amount: number) =>
    stripe.paymentIntents.create({ amount, currency: 'usd', payment_method: 'pm_card_chargeDeclined', confirm: true }, { idempotencyKey: 'attempt-2' });
  await expect(pay(0)).rejects.toMatchObject({ statusCode: 400, param: 'amount' });
  await expect(pay(4900)).rejects.toMatchObject({ statusCode: 402 });
  await expect(pay(4900)).rejects.toMatchObject({ statusCode: 402, headers: { 'idempotent-replayed': 'true' } });
  await expect(pay(5000)).rejects.toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('a second request meets a 409 while the first with its key is still being answered', async () => {
  const { sandbox, stripe } = await openSandbox();
  sandbox.controls.turn({ failures: [{ kind: 'slow', path: '/v1/customers', delayMs: 500 }] });
  const create = () => stripe.customers.create({ name: 'Kim' }, { idempotencyKey: 'c-1' });
  const outcomes = await Promise.allSettled([create(), create()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { statusCode: 409 } });
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test('a charge happens although the answer is lost, and the key finds it again', async () => {
  const { sandbox, stripe } = await openSandbox();
  // The SDK repeats a call by itself, once, when its connection is closed: so the answer is lost twice.
  sandbox.controls.turn({ failures: [{ kind: 'timeout-after-success', method: 'POST', path: '/v1/payment_intents', times: 2 }] });
  const pay = () =>
    stripe.paymentIntents.create({ amount: 4900, currency: 'usd', payment_method: 'pm_card_visa', confirm: true }, { idempotencyKey: 'attempt-3' });
  await expect(pay()).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
  expect(await pay()).toMatchObject({ status: 'succeeded' });
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('a 500 after a charge stays a 500 under its key; the charge is there to be looked up', async () => {
  const { sandbox, stripe } = await openSandbox();
  sandbox.controls.turn({ failures: [{ kind: 'server-error-after-success', path: '/v1/payment_intents' }] });
  const pay = () =>
    stripe.paymentIntents.create(
      { amount: 4900, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, metadata: { attempt: 'a4' } },
      { idempotencyKey: 'attempt-4' },
    );
  await expect(pay()).rejects.toMatchObject({ statusCode: 500 });
  await expect(pay()).rejects.toMatchObject({ statusCode: 500 });
  const found = await stripe.paymentIntents.search({ query: "metadata['attempt']:'a4'" });
  expect(found.data).toMatchObject([{ status: 'succeeded' }]);
});

test('rate limits, lost requests and plain failures change nothing; the SDK gets over a lost request by itself, a 500 stays one under its key', async () => {
  const { sandbox, stripe } = await openSandbox();
  sandbox.controls.turn({ failures: [{ kind: 'rate-limit' }, { kind: 'server-error', path: '/v1/customers' }] });
  await expect(stripe.customers.create({ name: 'Kim' })).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
  await expect(stripe.customers.create({ name: 'Kim' })).rejects.toMatchObject({ statusCode: 500 });
  expect((await stripe.customers.list()).data).toEqual([]);
  sandbox.controls.turn({ failures: [{ kind: 'server-error' }] });
  await expect(sdkFor(sandbox, { maxNetworkRetries: 2 }).customers.create({ name: 'Kim' })).rejects.toMatchObject({ statusCode: 500 });
  sandbox.controls.turn({ failures: [{ kind: 'timeout-before-success', times: 2 }] });
  await sdkFor(sandbox, { maxNetworkRetries: 2 }).customers.create({ name: 'Kim' });
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test('lists are newest first, in pages, and filtered by time', async () => {
  const start = new Date('2027-01-31T10:00:00Z');
  let minutes = 0;
  const { stripe } = await openSandbox({ clock: () => new Date(start.getTime() + minutes * 60_000) });
  for (; minutes < 7; minutes += 1) await stripe.customers.create({ name: `customer ${minutes}` });
  const first = await stripe.customers.list({ limit: 3 });
  expect(first).toMatchObject({ has_more: true, data: [{ name: 'customer 6' }, { name: 'customer 5' }, { name: 'customer 4' }] });
  const all: string[] = [];
  for await (const customer of stripe.customers.list({ limit: 2 })) all.push(customer.name ?? '');
  expect(all).toEqual([6, 5, 4, 3, 2, 1, 0].map((each) => `customer ${each}`));
  const before = await stripe.customers.list({ ending_before: first.data[2]?.id ?? '', limit: 1 });
  expect(before.data).toMatchObject([{ name: 'customer 5' }]);
  const from = Math.floor(start.getTime() / 1000) + 60;
  expect((await stripe.customers.list({ created: { gte: from, lt: from + 120 } })).data).toHaveLength(2);
});

test('what is wrong with a request is said in Stripe’s words', async () => {
  const { sandbox, stripe } = await openSandbox();
  await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' });
  await expect(stripe.paymentIntents.create({ currency: 'usd' } as Stripe.PaymentIntentCreateParams)).rejects.toMatchObject({ code: 'parameter_missing', param: 'amount' });
  await expect(stripe.customers.create({ naem: 'Kim' } as Stripe.CustomerCreateParams)).rejects.toMatchObject({ code: 'parameter_unknown', param: 'naem' });
  await expect(stripe.paymentIntents.create({ amount: 10, currency: 'usd' })).rejects.toMatchObject({ code: 'amount_too_small' });
  await expect(stripe.customers.create({ name: 'Kim', expand: ['nothing'] })).rejects.toMatchObject({ statusCode: 400, param: 'expand' });
  await expect(stripe.coupons.list()).rejects.toMatchObject({ statusCode: 404 });
  const stranger = new Stripe('sk_test_somebody_else', { host: '127.0.0.1', port: sandbox.port, protocol: 'http', maxNetworkRetries: 0 });
  await expect(stranger.customers.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
});

test('metadata is merged key by key', async () => {
  const { stripe } = await openSandbox();
  const customer = await stripe.customers.create({ metadata: { a: '1', b: '2' } });
  expect((await stripe.customers.update(customer.id, { metadata: { b: '', c: '3' } })).metadata).toEqual({ a: '1', c: '3' });
  expect((await stripe.customers.update(customer.id, { metadata: '' })).metadata).toEqual({});
});
