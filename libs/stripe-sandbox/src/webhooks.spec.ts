import { expect, test } from '@jest/globals';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Stripe from 'stripe';
import { newFolder, openReceiver, openSandbox, SECRET_KEY, until, WEBHOOK_SECRET } from './testing/open-sandbox.js';

test('an event is signed over its raw body; one changed byte or another secret is noticed', async () => {
  const { stripe, sandbox } = await openSandbox();
  const { url, received } = await openReceiver();
  sandbox.setWebhookUrl(url);
  const customer = await stripe.customers.create({ name: 'Kim' }, { idempotencyKey: 'c-1' });
  await until(() => received.length === 1);
  const [{ event, raw, signature } = { event: undefined, raw: '', signature: '' }] = received;
  expect(event).toMatchObject({
    type: 'customer.created',
    data: { object: { id: customer.id } },
    request: { id: customer.lastResponse.requestId, idempotency_key: 'c-1' },
  });
  const { webhooks } = new Stripe(SECRET_KEY);
  expect(() => webhooks.constructEvent(`${raw} `, signature, WEBHOOK_SECRET)).toThrow();
  expect(() => webhooks.constructEvent(raw, signature, 'whsec_other')).toThrow();
  expect(await stripe.events.retrieve(event?.id ?? '')).toMatchObject({ type: 'customer.created' });
});

test('an event that is not answered with 2xx comes again until it is', async () => {
  const { stripe, sandbox } = await openSandbox();
  let refusals = 2;
  const { url, received } = await openReceiver(() => (refusals-- > 0 ? 503 : 200));
  sandbox.setWebhookUrl(url);
  await stripe.customers.create({ name: 'Kim' });
  await until(() => received.length === 3 && sandbox.controls.waitingDeliveries() === 0);
  expect(new Set(received.map(({ event }) => event.id)).size).toBe(1);
  const [event] = (await stripe.events.list()).data;
  expect(event?.pending_webhooks).toBe(0);
});

test('knobs: copies, delay and chance, drops; set over HTTP by another process, for those who know the key', async () => {
  const { stripe, sandbox } = await openSandbox();
  const { url, received } = await openReceiver();
  sandbox.setWebhookUrl(url);
  const post = (path: string, body: object, key = SECRET_KEY) =>
    fetch(`${sandbox.url}/_sandbox/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post('knobs', { webhooks: { dropShare: 1 } }, 'sk_wrong')).status).toBe(401);
  expect((await post('knobs', { webhooks: { dropShare: 7 } })).status).toBe(400);

  expect((await post('knobs', { webhooks: { duplicates: 2, delayMs: 300 }, settleAfterSeconds: 60 })).status).toBe(200);
  await stripe.customers.create({ name: 'three times' });
  expect(received).toHaveLength(0);
  await until(() => received.length === 3);
  expect(sandbox.controls.knobs()).toMatchObject({ settleAfterSeconds: 60, webhooks: { duplicates: 2 } });

  await post('knobs', { webhooks: { dropShare: 1 } });
  await stripe.customers.create({ name: 'never told' });
  expect(sandbox.controls.waitingDeliveries()).toBe(0);
  const [untold] = (await stripe.events.list({ limit: 1 })).data;
  await post('knobs', { webhooks: {} });
  expect((await post(`events/${untold?.id ?? ''}/resend`, {})).status).toBe(200);
  await until(() => received.length === 4);
  expect(received.at(-1)?.event.id).toBe(untold?.id);

  const clock = await post('clock', { to: '2030-01-31T00:00:00Z' });
  expect(await clock.json()).toEqual({ now: '2030-01-31T00:00:00.000Z' });
});

test('shuffled events arrive all, but not in their order', async () => {
  const { stripe, sandbox } = await openSandbox();
  const { url, received } = await openReceiver();
  sandbox.setWebhookUrl(url);
  sandbox.controls.turn({ webhooks: { shuffleWithinMs: 1_000 } });
  const customer = await stripe.customers.create({ name: '0' });
  for (let change = 1; change < 12; change += 1) await stripe.customers.update(customer.id, { name: String(change) });
  await until(() => received.length === 12);
  const order = received.map(({ event }) => Number((event.data.object as Stripe.Customer).name));
  expect([...order].sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
  expect(order).not.toEqual([...Array(12).keys()]);
});

test('what was killed goes on: objects, answers owed, events not yet delivered', async () => {
  const killed = await openSandbox();
  killed.sandbox.setWebhookUrl('http://127.0.0.1:9/nobody-listens');
  const customer = await killed.stripe.customers.create({ name: 'Kim' }, { idempotencyKey: 'c-1' });

  const dataDir = newFolder();
  cpSync(killed.dataDir, dataDir, { recursive: true });
  const file = join(dataDir, 'stripe.jsonl');
  writeFileSync(file, `${readFileSync(file, 'utf8')}[["customer","cus_torn",{"id":"cus_to`);
  const { url, received } = await openReceiver();
  const { stripe } = await openSandbox({ dataDir, webhookUrl: url });
  expect(await stripe.customers.create({ name: 'Kim' }, { idempotencyKey: 'c-1' })).toMatchObject({ id: customer.id });
  expect((await stripe.customers.list()).data).toMatchObject([{ id: customer.id }]);
  await until(() => received.length === 1);
  expect(received[0]?.event.data.object).toMatchObject({ id: customer.id });
});

test('the journal cut at any byte opens as a state that once was', async () => {
  const killed = await openSandbox();
  for (let count = 0; count < 5; count += 1) await killed.stripe.customers.create({ name: String(count) });
  const whole = readFileSync(join(killed.dataDir, 'stripe.jsonl'));
  for (let share = 0; share <= 20; share += 1) {
    const dataDir = newFolder();
    writeFileSync(join(dataDir, 'stripe.jsonl'), whole.subarray(0, Math.floor((whole.length * share) / 20)));
    const { stripe } = await openSandbox({ dataDir });
    const names = (await stripe.customers.list()).data.map(({ name }) => Number(name)).reverse();
    expect(names).toEqual([...Array(names.length).keys()]);
    expect((await stripe.events.list()).data).toHaveLength(names.length);
  }
});

test('keys live a day and events a month, so that nobody relies on more', async () => {
  const { stripe, sandbox } = await openSandbox();
  const create = () => stripe.customers.create({ name: 'Kim' }, { idempotencyKey: 'c-1' });
  const first = await create();
  sandbox.controls.moveClock(new Date(sandbox.controls.now().getTime() + 25 * 3_600_000));
  expect((await create()).id).not.toBe(first.id);
  expect((await stripe.events.list()).data).toHaveLength(2);
  sandbox.controls.moveClock(new Date(sandbox.controls.now().getTime() + 31 * 24 * 3_600_000));
  expect((await stripe.events.list()).data).toEqual([]);
});
