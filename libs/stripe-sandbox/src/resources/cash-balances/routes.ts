import { z } from 'zod';
import { amount, currency, list, listParams, params, text } from '../../http/form.js';
import { pageOf } from '../../http/lists.js';
import { type Route, route } from '../../http/route.js';
import { invalidRequest, noSuch } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { followIntent } from '../checkout-sessions/follow-intent.js';
import { findCustomer } from '../customers/customer.js';
import { findPaymentIntent } from '../payment-intents/payment-intent.js';
import { bankTransferTo } from './bank-addresses.js';
import { cashAccount, cashBalance } from './cash-account.js';
import { fundCashBalance } from './fund.js';
import { applyCash, remainingOf } from './pay-from-bank-transfer.js';

const Settings = params({
  settings: z.strictObject({ reconciliation_mode: z.enum(['automatic', 'manual', 'merchant_default']) }).optional(),
});

const Instructions = params({
  funding_type: z.literal('bank_transfer'),
  currency,
  bank_transfer: z.strictObject({
    type: z.enum(['eu_bank_transfer', 'gb_bank_transfer', 'jp_bank_transfer', 'mx_bank_transfer', 'us_bank_transfer']),
    eu_bank_transfer: z.strictObject({ country: text }).optional(),
    requested_address_types: list(text).optional(),
  }),
});

export const cashBalanceRoutes: readonly Route[] = [
  route('GET', '/v1/customers/:customer/cash_balance', params({}), (world, _given, { customer = '' }) =>
    cashBalance(world, findCustomer(world, customer, 'customer').id),
  ),

  route('POST', '/v1/customers/:customer/cash_balance', Settings, (world, given, { customer = '' }) => {
    const account = cashAccount(world, findCustomer(world, customer, 'customer').id);
    const mode = given.settings?.reconciliation_mode ?? (account.usesMerchantDefault ? 'merchant_default' : account.mode);
    const own = mode !== 'merchant_default';
    world.state.put('cash_account', { ...account, mode: own ? mode : 'automatic', usesMerchantDefault: !own });
    return cashBalance(world, customer);
  }),

  route('GET', '/v1/customers/:customer/cash_balance_transactions', listParams({}), (world, query, { customer = '' }) => {
    findCustomer(world, customer, 'customer');
    const theirs = world.state.all('cash_transaction').filter((each) => idOf(each.customer) === customer);
    return pageOf(`/v1/customers/${customer}/cash_balance_transactions`, theirs, query);
  }),

  route('GET', '/v1/customers/:customer/cash_balance_transactions/:transaction', params({}), (world, _given, { customer, transaction = '' }) => {
    const found = world.state.get('cash_transaction', transaction);
    if (found === undefined || idOf(found.customer) !== customer) throw noSuch('customer_cash_balance_transaction', transaction, 'transaction');
    return found;
  }),

  route('POST', '/v1/customers/:customer/funding_instructions', Instructions, (world, given, { customer = '' }) => ({
    object: 'funding_instructions',
    bank_transfer: bankTransferTo(findCustomer(world, customer, 'customer').id, given.bank_transfer.type, given.currency),
    currency: given.currency,
    funding_type: 'bank_transfer',
    livemode: false,
  })),

  route(
    'POST',
    '/v1/test_helpers/customers/:customer/fund_cash_balance',
    params({ amount, currency, reference: text.optional() }),
    (world, given, { customer = '' }) =>
      fundCashBalance(world, {
        customer: findCustomer(world, customer, 'customer').id,
        amount: given.amount,
        currency: given.currency,
        reference: given.reference ?? null,
      }),
  ),

  route(
    'POST',
    '/v1/payment_intents/:id/apply_customer_balance',
    params({ amount: amount.optional(), currency: currency.optional() }),
    (world, given, { id }) => {
      const intent = findPaymentIntent(world, id);
      const available = cashAccount(world, idOf(intent.customer) ?? '').available[intent.currency] ?? 0;
      const wanted = given.amount ?? Math.min(available, remainingOf(intent));
      if (wanted === 0 || wanted > available) {
        throw invalidRequest('The customer does not have sufficient funds in their cash balance.', { param: 'amount' });
      }
      const applied = applyCash(world, intent, wanted);
      followIntent(world, applied);
      return applied;
    },
  ),
];
