import type Stripe from 'stripe';
import { createHash } from 'node:crypto';
import { invalidRequest } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { type World } from '../../world.js';
import { succeed } from '../payment-intents/end-payment.js';
import { findPaymentMethod } from '../payment-methods/payment-method.js';
import { bankTransferTo, type TransferType, transferTypeFor } from './bank-addresses.js';
import { cashAccount, moveCash } from './cash-account.js';

type Instructions = Stripe.PaymentIntent.NextAction.DisplayBankTransferInstructions;

/** Pays with what the customer transferred before, and tells where to transfer the rest to. */
export function payFromBankTransfer(world: World, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): Stripe.PaymentIntent {
  const customer = idOf(intent.customer);
  if (customer === null) throw invalidRequest('A bank transfer needs a customer.', { param: 'customer' });
  const type = (intent.payment_method_options?.customer_balance?.bank_transfer?.type ?? transferTypeFor(intent.currency)) as TransferType | undefined;
  if (type === undefined) throw invalidRequest(`There are no bank transfers in ${intent.currency}.`, { param: 'currency' });
  const to = bankTransferTo(customer, type, intent.currency);
  const waiting = world.state.put('payment_intent', {
    ...intent,
    last_payment_error: null,
    next_action: instruct({
      amount_remaining: intent.amount,
      currency: intent.currency,
      financial_addresses: to.financial_addresses as NonNullable<Instructions['financial_addresses']>,
      hosted_instructions_url: `${world.publicUrl}/transfer/${intent.id}`,
      reference: referenceOf(intent.id),
      type,
    }),
    payment_method: method.id,
    status: 'requires_action',
  });
  const { available, mode } = cashAccount(world, customer);
  const usable = mode === 'automatic' ? Math.min(available[intent.currency] ?? 0, intent.amount) : 0;
  if (usable > 0) return applyCash(world, waiting, usable);
  world.emit('payment_intent.requires_action', waiting);
  return waiting;
}

/** Uses part of the cash balance for a payment that waits for a transfer; with the last part it succeeds. */
export function applyCash(world: World, intent: Stripe.PaymentIntent, amount: number): Stripe.PaymentIntent {
  const customer = idOf(intent.customer) ?? '';
  const open = intent.next_action?.display_bank_transfer_instructions;
  const left = remainingOf(intent) - amount;
  if (open === undefined || left < 0) throw invalidRequest('The PaymentIntent is not waiting for this much.', { param: 'amount' });
  moveCash(world, {
    customer,
    currency: intent.currency,
    amount: -amount,
    why: { type: 'applied_to_payment', applied_to_payment: { payment_intent: intent.id } },
  });
  if (left === 0) return succeed(world, intent, findPaymentMethod(world, idOf(intent.payment_method) ?? ''), false);
  const partly = world.state.put('payment_intent', { ...intent, next_action: instruct({ ...open, amount_remaining: left }) });
  world.emit('payment_intent.partially_funded', partly);
  return partly;
}

export function remainingOf(intent: Stripe.PaymentIntent): number {
  return intent.next_action?.display_bank_transfer_instructions?.amount_remaining ?? 0;
}

/** What the customer writes on the transfer so that it is recognised. */
export function referenceOf(intentId: string): string {
  return createHash('sha256').update(intentId).digest('hex').slice(0, 10).toUpperCase();
}

function instruct(instructions: Instructions): Stripe.PaymentIntent.NextAction {
  return { type: 'display_bank_transfer_instructions', display_bank_transfer_instructions: instructions };
}
