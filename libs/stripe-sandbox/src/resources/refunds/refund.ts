import type Stripe from 'stripe';
import { invalidRequest, noSuch } from '../../http/stripe-problem.js';
import { idOf, newId } from '../../ids.js';
import { schedule } from '../../later.js';
import { type World } from '../../world.js';
import { moveCash } from '../cash-balances/cash-account.js';
import { recordBalance } from '../charges/balance-transaction.js';
import { findCharge } from '../charges/charge.js';
import { cardOf, findPaymentMethod } from '../payment-methods/payment-method.js';

interface NewRefund {
  /** Everything that is left when it isn't said. */
  readonly amount: number | undefined;
  readonly reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null;
  readonly metadata: Record<string, string>;
}

/** Gives money back, never more than was paid. Cards' refunds succeed at once; some test cards make them slow, or fail later. */
export function createRefund(world: World, charge: Stripe.Charge, { amount, reason, metadata }: NewRefund): Stripe.Refund {
  const left = charge.amount - charge.amount_refunded;
  refuseImpossible(charge, amount, left);
  const wanted = amount ?? left;
  const method = findPaymentMethod(world, charge.payment_method ?? '');
  const aftermath = method.type === 'card' ? cardOf(world, method).card.aftermath : undefined;
  const id = newId('re');
  const refund = world.state.put('refund', {
    id,
    object: 'refund',
    amount: wanted,
    balance_transaction: recordBalance(world, { type: 'refund', amount: -wanted, currency: charge.currency, source: id }).id,
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details:
      method.type === 'card'
        ? { type: 'card', card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' } }
        : { type: method.type, [method.type]: {} },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: method.id,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: aftermath === 'refund-pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  });
  const refunded = world.state.put('charge', {
    ...charge,
    amount_refunded: charge.amount_refunded + wanted,
    refunded: left === wanted,
  });
  world.emit('refund.created', refund);
  world.emit('charge.refunded', refunded, { amount_refunded: charge.amount_refunded });
  const due = world.now() + world.knobs.settleAfterSeconds;
  if (aftermath === 'refund-pending') schedule(world, 'settle-refund', id, due);
  if (aftermath === 'refund-fails') schedule(world, 'fail-refund', id, due);
  const customer = idOf(charge.customer);
  if (method.type === 'customer_balance' && customer !== null) {
    moveCash(world, { customer, currency: charge.currency, amount: wanted, why: { type: 'refunded_from_payment', refunded_from_payment: { refund: id } } });
  }
  return refund;
}

/** A slow refund has arrived. */
export function settleRefund(world: World, id: string): void {
  const refund = findRefund(world, id);
  if (refund.status !== 'pending') return;
  world.emit('refund.updated', world.state.put('refund', { ...refund, status: 'succeeded' }), { status: 'pending' });
}

/** The customer's bank sent the refund back: the money is the merchant's again, and still owed to the customer. */
export function failRefund(world: World, id: string): void {
  const refund = findRefund(world, id);
  if (refund.status === 'failed' || refund.status === 'canceled') return;
  const back = recordBalance(world, { type: 'refund_failure', amount: refund.amount, currency: refund.currency, source: id });
  const failed = world.state.put('refund', {
    ...refund,
    failure_balance_transaction: back.id,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  });
  const charge = findCharge(world, idOf(refund.charge) ?? '');
  world.state.put('charge', { ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false });
  world.emit('refund.updated', failed, { status: refund.status });
  world.emit('refund.failed', failed);
}

export function findRefund(world: World, id: string): Stripe.Refund {
  const refund = world.state.get('refund', id);
  if (refund === undefined) throw noSuch('refund', id, 'refund');
  return refund;
}

/** The refunds of a charge, newest first, as `expand: ['refunds']` shows them. */
export function refundsOf(world: World, chargeId: string) {
  const data = world.state.all('refund').filter((each) => idOf(each.charge) === chargeId).reverse();
  return { object: 'list' as const, data, has_more: false, url: `/v1/charges/${chargeId}/refunds` };
}

function refuseImpossible(charge: Stripe.Charge, amount: number | undefined, left: number): void {
  if (!charge.paid) throw invalidRequest(`Charge ${charge.id} has not been paid, so it cannot be refunded.`, { param: 'charge' });
  if (charge.disputed) throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
  if (left === 0) throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (amount !== undefined && amount > left) {
    throw invalidRequest(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, { param: 'amount' });
  }
}
