import { expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { openSandbox } from './testing/open-sandbox.js';

// The SDK's types lag behind what the API takes.
const paidBy = (...methods: string[]) => ({ payment_method_types: methods });

async function pay(stripe: Stripe, token: string): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({ amount: 9900, currency: 'usd', payment_method: token, confirm: true, expand: ['latest_charge'] });
}

test('a payment is refunded in parts, never beyond what was paid', async () => {
  const { stripe } = await openSandbox();
  const paid = await pay(stripe, 'pm_card_visa');
  const part = await stripe.refunds.create({ payment_intent: paid.id, amount: 4000, reason: 'requested_by_customer', metadata: { note: 'n1' } });
  expect(part).toMatchObject({ status: 'succeeded', amount: 4000, metadata: { note: 'n1' } });
  await expect(stripe.refunds.create({ payment_intent: paid.id, amount: 5901 })).rejects.toMatchObject({ statusCode: 400 });
  const rest = await stripe.refunds.create({ payment_intent: paid.id, expand: ['balance_transaction'] });
  expect(rest).toMatchObject({ amount: 5900, balance_transaction: { amount: -5900 } });
  await expect(stripe.refunds.create({ payment_intent: paid.id })).rejects.toMatchObject({ code: 'charge_already_refunded' });
  const charge = await stripe.charges.retrieve((paid.latest_charge as Stripe.Charge).id, { expand: ['refunds'] });
  expect(charge).toMatchObject({ refunded: true, amount_refunded: 9900, refunds: { data: [{ id: rest.id }, { id: part.id }] } });
  expect((await stripe.refunds.list({ payment_intent: paid.id })).data).toHaveLength(2);
  expect(await stripe.refunds.update(part.id, { metadata: { note: 'n2' } })).toMatchObject({ metadata: { note: 'n2' } });
});

test('a slow refund arrives by the clock, and one that fails gives the money back to the shop', async () => {
  const { sandbox, stripe } = await openSandbox();
  sandbox.controls.turn({ settleAfterSeconds: 3600 });
  const [slow, failing] = [await pay(stripe, 'pm_card_pendingRefund'), await pay(stripe, 'pm_card_refundFail')];
  const first = await stripe.refunds.create({ payment_intent: slow.id });
  const second = await stripe.refunds.create({ payment_intent: failing.id });
  expect([first.status, second.status]).toEqual(['pending', 'succeeded']);
  sandbox.controls.moveClock(new Date(sandbox.controls.now().getTime() + 3_601_000));
  expect(await stripe.refunds.retrieve(first.id)).toMatchObject({ status: 'succeeded' });
  expect(await stripe.refunds.retrieve(second.id)).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' });
  expect(await stripe.charges.retrieve((failing.latest_charge as Stripe.Charge).id)).toMatchObject({ refunded: false, amount_refunded: 0 });
  expect((await stripe.events.list({ types: ['refund.failed', 'refund.updated'] })).data.map(({ type }) => type).sort()).toEqual([
    'refund.failed',
    'refund.updated',
    'refund.updated',
  ]);
});

test.each([
  ['pm_card_createDispute', 'winning_evidence', 'won', false],
  ['pm_card_createDispute', 'losing_evidence', 'lost', true],
  ['pm_card_createDisputeInquiry', 'winning_evidence', 'warning_closed', false],
])('%s answered with %s is %s', async (token, words, status, stillDisputed) => {
  const { stripe } = await openSandbox();
  const paid = await pay(stripe, token);
  const [dispute] = (await stripe.disputes.list({ payment_intent: paid.id })).data;
  expect(dispute).toMatchObject({ amount: 9900, reason: 'fraudulent' });
  expect(dispute?.balance_transactions.map(({ amount }) => amount)).toEqual(token === 'pm_card_createDispute' ? [-9900] : []);
  const answered = await stripe.disputes.update(dispute?.id ?? '', { evidence: { uncategorized_text: words } });
  expect(answered.status).toBe(status);
  expect(await stripe.charges.retrieve((paid.latest_charge as Stripe.Charge).id)).toMatchObject({ disputed: stillDisputed });
  await expect(stripe.disputes.close(dispute?.id ?? '')).rejects.toMatchObject({ statusCode: 400 });
});

test('a disputed charge cannot be refunded, and giving in closes the dispute', async () => {
  const { stripe } = await openSandbox();
  const paid = await pay(stripe, 'pm_card_createDisputeProductNotReceived');
  await expect(stripe.refunds.create({ payment_intent: paid.id })).rejects.toMatchObject({ code: 'charge_disputed' });
  const [dispute] = (await stripe.disputes.list()).data;
  expect(await stripe.disputes.close(dispute?.id ?? '')).toMatchObject({ status: 'lost', reason: 'product_not_received' });
});

test('a transfer in two parts pays a checkout: complete at once, paid when the money is there', async () => {
  const { stripe, browser } = await openSandbox();
  const customer = await stripe.customers.create({ email: 'kim@shop.test' });
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    customer: customer.id,
    success_url: 'https://shop.test/paid',
    ...paidBy('customer_balance'),
    payment_method_options: {
      customer_balance: { funding_type: 'bank_transfer', bank_transfer: { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'DE' } } },
    },
    line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 9900, product_data: { name: 'Team plan' } } }],
  });
  const told = await browser.submit(session.url ?? '', { method: 'customer_balance' });
  const waiting = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
  expect(waiting).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
  const open = (waiting.payment_intent as Stripe.PaymentIntent).next_action?.display_bank_transfer_instructions;
  expect(told.text).toContain(open?.reference);

  const fund = (amount: number) =>
    stripe.testHelpers.customers.fundCashBalance(customer.id, { amount, currency: 'eur', reference: open?.reference ?? '' });
  await fund(4000);
  const partly = await stripe.paymentIntents.retrieve((waiting.payment_intent as Stripe.PaymentIntent).id);
  expect(partly).toMatchObject({ status: 'requires_action', next_action: { display_bank_transfer_instructions: { amount_remaining: 5900 } } });
  await fund(6000);
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' });
  expect(await stripe.customers.retrieveCashBalance(customer.id)).toMatchObject({ available: { eur: 100 } });
  const moves = await stripe.customers.listCashBalanceTransactions(customer.id);
  expect(moves.data.map(({ type, net_amount }) => [type, net_amount])).toEqual([
    ['applied_to_payment', -5900],
    ['funded', 6000],
    ['applied_to_payment', -4000],
    ['funded', 4000],
  ]);
  expect((await stripe.events.list({ types: ['payment_intent.partially_funded', 'checkout.session.async_payment_succeeded', 'cash_balance.funds_available'] })).data).toHaveLength(3);
});

test('in manual mode money waits on the balance until the shop applies it', async () => {
  const { stripe } = await openSandbox();
  const customer = await stripe.customers.create({ name: 'Kim' });
  await stripe.customers.updateCashBalance(customer.id, { settings: { reconciliation_mode: 'manual' } });
  const intent = await stripe.paymentIntents.create({
    amount: 5000,
    currency: 'jpy',
    customer: customer.id,
    ...paidBy('customer_balance'),
    payment_method_data: { type: 'customer_balance' },
    payment_method_options: { customer_balance: { funding_type: 'bank_transfer', bank_transfer: { type: 'jp_bank_transfer' } } },
    confirm: true,
  });
  await stripe.testHelpers.customers.fundCashBalance(customer.id, { amount: 5000, currency: 'jpy' });
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'requires_action' });
  expect(await stripe.paymentIntents.applyCustomerBalance(intent.id, { amount: 5000 })).toMatchObject({ status: 'succeeded' });
  await expect(stripe.paymentIntents.applyCustomerBalance(intent.id)).rejects.toMatchObject({ statusCode: 400 });
  const refund = await stripe.refunds.create({ payment_intent: intent.id });
  expect(refund.status).toBe('succeeded');
  expect(await stripe.customers.retrieveCashBalance(customer.id)).toMatchObject({ available: { jpy: 5000 } });
});

test.each([
  ['eur', 'eu_bank_transfer', 'iban'],
  ['gbp', 'gb_bank_transfer', 'sort_code'],
  ['jpy', 'jp_bank_transfer', 'zengin'],
  ['mxn', 'mx_bank_transfer', 'spei'],
  ['usd', 'us_bank_transfer', 'aba'],
] as const)('a customer transfers %s to one account of its own', async (currency, type, address) => {
  const { stripe } = await openSandbox();
  const customer = await stripe.customers.create({ name: 'Kim' });
  const ask = () =>
    stripe.customers.createFundingInstructions(customer.id, { currency, funding_type: 'bank_transfer', bank_transfer: { type } });
  const told = await ask();
  expect(told.bank_transfer.financial_addresses).toMatchObject([{ type: address }]);
  expect((await ask()).bank_transfer).toEqual(told.bank_transfer);
});

test('there are no bank transfers in yuan', async () => {
  const { stripe } = await openSandbox();
  const customer = await stripe.customers.create({ name: 'Kim' });
  const asking = stripe.customers.createFundingInstructions(customer.id, {
    currency: 'cny',
    funding_type: 'bank_transfer',
    bank_transfer: { type: 'us_bank_transfer' },
  });
  await expect(asking).rejects.toMatchObject({ statusCode: 400 });
});
