import type Stripe from 'stripe';
import { type ChargeDecision, decideSaving } from '../../cards/decide-charge.js';
import { DECLINE_TEXTS } from '../../cards/declines.js';
import { invalidRequest, type ProblemDetails, StripeProblem } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { type World } from '../../world.js';
import { attachPaymentMethod, cardOf, findPaymentMethod, markSetUp } from '../payment-methods/payment-method.js';

interface SetupConfirmation {
  readonly method: Stripe.PaymentMethod;
  readonly returnUrl: string | null;
}

/** Saves a card for later: it is saved, refused, or the cardholder has to confirm first. */
export function confirmSetup(world: World, intent: Stripe.SetupIntent, { method, returnUrl }: SetupConfirmation): Stripe.SetupIntent {
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    throw invalidRequest(`You cannot confirm this SetupIntent because it has already ${intent.status}.`, {
      code: 'setup_intent_unexpected_state',
      setup_intent: intent,
    });
  }
  if (method.type !== 'card') throw invalidRequest(`The payment method type ${method.type} cannot be saved.`, { param: 'payment_method' });
  return settle(world, intent, method, decide(world, method, false), returnUrl);
}

/** The cardholder answered the bank's question. */
export function answerSetupAction(world: World, intent: Stripe.SetupIntent, said: 'yes' | 'no'): Stripe.SetupIntent {
  const methodId = idOf(intent.payment_method);
  if (intent.status !== 'requires_action' || methodId === null) return intent;
  const method = findPaymentMethod(world, methodId);
  if (said === 'yes') return settle(world, intent, method, decide(world, method, true), null);
  return fail(world, intent, method, {
    code: 'setup_intent_authentication_failure',
    message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    type: 'invalid_request_error',
  });
}

/** The last error of a set-up as the API's answer. */
export function setupProblemOf(intent: Stripe.SetupIntent): StripeProblem {
  const error = intent.last_setup_error;
  if (error === null) throw new Error(`${intent.id} has no error`);
  const details: ProblemDetails = { setup_intent: intent };
  if (error.code !== undefined) details.code = error.code;
  if (error.decline_code !== undefined) details.decline_code = error.decline_code;
  if (error.payment_method !== undefined) details.payment_method = error.payment_method;
  return new StripeProblem(402, 'card_error', error.message ?? '', details);
}

function decide(world: World, method: Stripe.PaymentMethod, authenticated: boolean): ChargeDecision {
  const { card, setUp } = cardOf(world, method);
  return decideSaving(card, { offSession: false, authenticated, setUp });
}

function settle(
  world: World,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  decision: ChargeDecision,
  returnUrl: string | null,
): Stripe.SetupIntent {
  if (decision.kind === 'declined') {
    return fail(world, intent, method, { ...DECLINE_TEXTS[decision.decline], type: 'card_error' });
  }
  if (decision.kind === 'needs-authentication') {
    const page = `${world.publicUrl}/confirm/${intent.id}`;
    const waiting = world.state.put('setup_intent', {
      ...intent,
      last_setup_error: null,
      next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url: page } },
      payment_method: method.id,
      status: 'requires_action',
    });
    world.emit('setup_intent.requires_action', waiting);
    return waiting;
  }
  const customer = idOf(intent.customer);
  if (customer !== null) attachPaymentMethod(world, method, customer);
  if (intent.usage === 'off_session') markSetUp(world, method.id);
  const done = world.state.put('setup_intent', {
    ...intent,
    last_setup_error: null,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  world.emit('setup_intent.succeeded', done);
  return done;
}

function fail(
  world: World,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  error: Omit<Stripe.SetupIntent.LastSetupError, 'payment_method'>,
): Stripe.SetupIntent {
  const failed = world.state.put('setup_intent', {
    ...intent,
    last_setup_error: { ...error, payment_method: method },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  world.emit('setup_intent.setup_failed', failed);
  return failed;
}
