import type Stripe from 'stripe';
import { newId } from '../../ids.js';
import { type CashAccount } from '../../state/own-records.js';
import { type World } from '../../world.js';

type Transaction = Stripe.CustomerCashBalanceTransaction;

export function cashAccount(world: World, customerId: string): CashAccount {
  return world.state.get('cash_account', customerId) ?? { id: customerId, available: {}, mode: 'automatic', usesMerchantDefault: true };
}

export function cashBalance(world: World, customerId: string): Stripe.CashBalance {
  const { available, mode, usesMerchantDefault } = cashAccount(world, customerId);
  return {
    object: 'cash_balance',
    available: Object.keys(available).length === 0 ? null : { ...available },
    customer: customerId,
    customer_account: null,
    livemode: false,
    settings: { reconciliation_mode: mode, using_merchant_default: usesMerchantDefault },
  };
}

interface Movement {
  readonly customer: string;
  readonly currency: string;
  /** Signed: what is applied to a payment is negative. */
  readonly amount: number;
  readonly why: Pick<Transaction, 'type' | 'funded' | 'applied_to_payment' | 'refunded_from_payment' | 'unapplied_from_payment'>;
}

/** Moves money in or out of a customer's cash balance. */
export function moveCash(world: World, { customer, currency, amount, why }: Movement): Transaction {
  const account = cashAccount(world, customer);
  const ending = (account.available[currency] ?? 0) + amount;
  if (ending < 0) throw new Error(`the cash balance of ${customer} would be negative`);
  const available = Object.fromEntries(Object.entries({ ...account.available, [currency]: ending }).filter(([, left]) => left !== 0));
  world.state.put('cash_account', { ...account, available });
  const transaction = world.state.put('cash_transaction', {
    id: newId('ccsbtxn'),
    object: 'customer_cash_balance_transaction',
    created: world.now(),
    currency,
    customer,
    customer_account: null,
    ending_balance: ending,
    livemode: false,
    net_amount: amount,
    ...why,
  });
  world.emit('customer_cash_balance_transaction.created', transaction);
  return transaction;
}
