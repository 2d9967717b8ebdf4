import type Stripe from 'stripe';
import { idOf } from '../../ids.js';
import { type World } from '../../world.js';
import { followIntent } from '../checkout-sessions/follow-intent.js';
import { transferTypeFor } from './bank-addresses.js';
import { cashAccount, cashBalance, moveCash } from './cash-account.js';
import { applyCash, referenceOf, remainingOf } from './pay-from-bank-transfer.js';

interface Transfer {
  readonly customer: string;
  readonly amount: number;
  readonly currency: string;
  readonly reference: string | null;
}

/**
 * A transfer arrives. In automatic mode it goes to the payments that wait for one: first the one whose reference was
 * given, then one it pays exactly, then the oldest; what is left stays on the cash balance.
 */
export function fundCashBalance(world: World, { customer, amount, currency, reference }: Transfer): Stripe.CustomerCashBalanceTransaction {
  const type = transferTypeFor(currency) ?? 'us_bank_transfer';
  const funded = moveCash(world, {
    customer,
    currency,
    amount,
    why: { type: 'funded', funded: { bank_transfer: { reference, type, [type]: SENDERS[type] } } },
  });
  if (cashAccount(world, customer).mode === 'automatic') reconcile(world, { customer, amount, currency, reference });
  if ((cashAccount(world, customer).available[currency] ?? 0) > 0) world.emit('cash_balance.funds_available', cashBalance(world, customer));
  return funded;
}

function reconcile(world: World, { customer, amount, currency, reference }: Transfer): void {
  const waiting = world.state
    .all('payment_intent')
    .filter((intent) => idOf(intent.customer) === customer && intent.currency === currency && remainingOf(intent) > 0);
  const rank = (intent: Stripe.PaymentIntent): number => {
    if (reference !== null && referenceOf(intent.id) === reference.trim().toUpperCase()) return 0;
    return remainingOf(intent) === amount ? 1 : 2;
  };
  for (const intent of waiting.sort((a, b) => rank(a) - rank(b))) {
    const left = cashAccount(world, customer).available[currency] ?? 0;
    if (left === 0) return;
    followIntent(world, applyCash(world, intent, Math.min(left, remainingOf(intent))));
  }
}

const SENDERS = {
  eu_bank_transfer: { bic: null, iban_last4: null, sender_name: null },
  gb_bank_transfer: { account_number_last4: null, sender_name: null, sort_code: null },
  jp_bank_transfer: { sender_bank: null, sender_branch: null, sender_name: null },
  mx_bank_transfer: { sender_name: null },
  us_bank_transfer: { network: 'ach', sender_name: null },
} as const;
