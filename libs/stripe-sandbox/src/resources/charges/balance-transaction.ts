import type Stripe from 'stripe';
import { newId } from '../../ids.js';
import { type World } from '../../world.js';

interface Movement {
  readonly type: 'charge' | 'refund' | 'refund_failure' | 'adjustment';
  /** Signed: money that leaves is negative. */
  readonly amount: number;
  readonly currency: string;
  readonly source: string;
  /** Stripe's usual price for a card, 2.9 % and 30 minor units, so that bookkeeping has a fee to book. */
  readonly withFee?: boolean;
}

const SETTLES_AFTER_SECONDS = 2 * 24 * 60 * 60;

/** A movement on the merchant's Stripe balance. */
export function recordBalance(world: World, { type, amount, currency, source, withFee = false }: Movement): Stripe.BalanceTransaction {
  const fee = withFee ? Math.min(amount, Math.round((amount * 29) / 1000) + 30) : 0;
  return world.state.put('balance_transaction', {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: world.now() + SETTLES_AFTER_SECONDS,
    balance_type: 'payments',
    created: world.now(),
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [{ amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' }],
    net: amount - fee,
    reporting_category: type === 'adjustment' ? 'dispute' : type,
    source,
    status: 'pending',
    type,
  });
}
