import type Stripe from 'stripe';
import { type Decline, DECLINE_TEXTS } from '../../cards/declines.js';
import { type ProblemDetails, StripeProblem } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { schedule } from '../../later.js';
import { type World } from '../../world.js';
import { createCharge } from '../charges/charge.js';
import { openDispute } from '../disputes/open-dispute.js';
import { attachPaymentMethod, markSetUp } from '../payment-methods/payment-method.js';

/** The money was taken. A card that is to be used again is saved with the customer. */
export function succeed(world: World, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, authenticated: boolean): Stripe.PaymentIntent {
  const customer = idOf(intent.customer);
  const saves = method.type === 'card' && futureUsage(intent) !== null && customer !== null;
  if (saves) {
    attachPaymentMethod(world, method, customer);
    if (futureUsage(intent) === 'off_session') markSetUp(world, method.id);
  }
  const charge = createCharge(world, intent, { method, authenticated });
  const paid = world.state.put('payment_intent', {
    ...intent,
    amount_received: intent.amount,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
    payment_method: method.id,
    processing: null,
    status: 'succeeded',
  });
  world.emit('payment_intent.succeeded', paid);
  openDispute(world, charge, method);
  return paid;
}

/** The wallet is still looking at it: what becomes of it is known when the time of the knob is over. */
export function keepLookingAt(world: World, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  const processing = world.state.put('payment_intent', { ...intent, last_payment_error: null, next_action: null, status: 'processing' });
  world.emit('payment_intent.processing', processing);
  schedule(world, 'settle-payment', intent.id, world.now() + world.knobs.settleAfterSeconds);
  return processing;
}

/** The bank said no. The intent lives on and waits for another payment method. */
export function decline(world: World, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, reason: Decline): Stripe.PaymentIntent {
  const charge = createCharge(world, intent, { method, declined: reason });
  return fail(world, { ...intent, latest_charge: charge.id }, method, { ...DECLINE_TEXTS[reason], charge: charge.id }, 'card_error');
}

/** The customer didn't confirm at the bank or in the wallet, so nothing was charged. */
export function refuseByCustomer(world: World, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): Stripe.PaymentIntent {
  const text =
    method.type === 'card'
      ? {
          code: 'payment_intent_authentication_failure' as const,
          message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
        }
      : { code: 'payment_intent_payment_attempt_failed' as const, message: 'The payment was not confirmed in the wallet.' };
  return fail(world, intent, method, text, 'invalid_request_error');
}

/** The last error of an intent as the API's answer: what the caller of a confirmation gets. */
export function problemOf(intent: Stripe.PaymentIntent): StripeProblem {
  const error = intent.last_payment_error;
  if (error === null) throw new Error(`${intent.id} has no error`);
  const details: ProblemDetails = { payment_intent: intent };
  if (error.code !== undefined) details.code = error.code;
  if (error.decline_code !== undefined) details.decline_code = error.decline_code;
  if (error.charge !== undefined) details.charge = error.charge;
  if (error.payment_method !== undefined) details.payment_method = error.payment_method;
  return new StripeProblem(402, 'card_error', error.message ?? '', details);
}

type ErrorText = Pick<Stripe.PaymentIntent.LastPaymentError, 'code' | 'decline_code' | 'message' | 'charge'>;

function fail(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  text: ErrorText,
  type: 'card_error' | 'invalid_request_error',
): Stripe.PaymentIntent {
  const failed = world.state.put('payment_intent', {
    ...intent,
    last_payment_error: { ...text, payment_method: method, type },
    next_action: null,
    payment_method: null,
    processing: null,
    status: 'requires_payment_method',
  });
  world.emit('payment_intent.payment_failed', failed);
  return failed;
}

/** What is asked for the card itself goes before what is asked for the whole payment. */
function futureUsage(intent: Stripe.PaymentIntent): string | null {
  const asked = intent.payment_method_options?.card?.setup_future_usage ?? intent.setup_future_usage;
  return asked === undefined || asked === 'none' ? null : asked;
}
