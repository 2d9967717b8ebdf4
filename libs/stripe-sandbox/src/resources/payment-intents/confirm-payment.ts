import type Stripe from 'stripe';
import { type ChargeDecision, decideCharge } from '../../cards/decide-charge.js';
import { invalidRequest } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { type World } from '../../world.js';
import { payFromBankTransfer } from '../cash-balances/pay-from-bank-transfer.js';
import { cardOf, findPaymentMethod } from '../payment-methods/payment-method.js';
import { decline, keepLookingAt, refuseByCustomer, succeed } from './end-payment.js';

export interface Confirmation {
  readonly method: Stripe.PaymentMethod;
  readonly offSession: boolean;
  readonly returnUrl: string | null;
}

/** Tries to take the money: it succeeds, fails, or waits for something the customer has to do. */
export function confirmPayment(world: World, intent: Stripe.PaymentIntent, { method, offSession, returnUrl }: Confirmation): Stripe.PaymentIntent {
  refuseUnlessConfirmable(intent);
  refuseForeignMethod(intent, method);
  if (method.type === 'customer_balance') return payFromBankTransfer(world, intent, method);
  if (method.type !== 'card') return waitForCustomer(world, intent, method, returnUrl);
  return settle(world, intent, method, decide(world, method, { offSession, authenticated: false }), { authenticated: false, returnUrl });
}

/** What can be chosen on the page of the bank or the wallet. Only a wallet may say later what became of it. */
export type Said = 'yes' | 'no' | 'later';

/** The customer answered the question at the bank or in the wallet. */
export function answerAction(world: World, intent: Stripe.PaymentIntent, said: Said): Stripe.PaymentIntent {
  const methodId = idOf(intent.payment_method);
  if (intent.status !== 'requires_action' || methodId === null) return intent;
  const method = findPaymentMethod(world, methodId);
  if (said === 'no') return refuseByCustomer(world, intent, method);
  if (method.type !== 'card') return said === 'later' ? keepLookingAt(world, intent) : succeed(world, intent, method, false);
  const decision = decide(world, method, { offSession: false, authenticated: true });
  return settle(world, intent, method, decision, { authenticated: true, returnUrl: null });
}

/** The wallet has made up its mind: yes, unless it was told otherwise for this payment method. */
export function settlePayment(world: World, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  const methodId = idOf(intent.payment_method);
  if (intent.status !== 'processing' || methodId === null) return intent;
  const method = findPaymentMethod(world, methodId);
  const refused = (world.knobs.cardOutcomes[methodId] ?? 'succeeds') !== 'succeeds';
  return refused ? refuseByCustomer(world, intent, method) : succeed(world, intent, method, false);
}

function decide(world: World, method: Stripe.PaymentMethod, how: { offSession: boolean; authenticated: boolean }): ChargeDecision {
  const planned = world.knobs.cardOutcomes[method.id];
  if (planned !== undefined) return planned === 'succeeds' ? { kind: 'succeeds' } : { kind: 'declined', decline: planned };
  const { card, setUp } = cardOf(world, method);
  return decideCharge(card, { ...how, setUp });
}

function settle(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  decision: ChargeDecision,
  how: { authenticated: boolean; returnUrl: string | null },
): Stripe.PaymentIntent {
  if (decision.kind === 'succeeds') return succeed(world, intent, method, how.authenticated);
  if (decision.kind === 'declined') return decline(world, intent, method, decision.decline);
  return waitForCustomer(world, intent, method, how.returnUrl);
}

function waitForCustomer(world: World, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, returnUrl: string | null): Stripe.PaymentIntent {
  const waiting = world.state.put('payment_intent', {
    ...intent,
    last_payment_error: null,
    next_action: nextAction(`${world.publicUrl}/confirm/${intent.id}`, method.type, returnUrl),
    payment_method: method.id,
    status: 'requires_action',
  });
  world.emit('payment_intent.requires_action', waiting);
  return waiting;
}

function nextAction(page: string, type: string, returnUrl: string | null): Stripe.PaymentIntent.NextAction {
  if (type === 'alipay') {
    return { type: 'alipay_handle_redirect', alipay_handle_redirect: { native_data: null, native_url: null, return_url: returnUrl, url: page } };
  }
  if (type === 'wechat_pay') {
    const code = { data: page, hosted_instructions_url: page, image_data_url: page, image_url_png: page, image_url_svg: page };
    return { type: 'wechat_pay_display_qr_code', wechat_pay_display_qr_code: code };
  }
  if (returnUrl === null) {
    const sdk: Stripe.PaymentIntent.NextAction.UseStripeSdk = {};
    return { type: 'use_stripe_sdk', use_stripe_sdk: Object.assign(sdk, { type: 'three_d_secure_redirect', stripe_js: page }) };
  }
  return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url: page } };
}

function refuseUnlessConfirmable(intent: Stripe.PaymentIntent): void {
  if (CONFIRMABLE.has(intent.status)) return;
  const message =
    intent.status === 'succeeded'
      ? "This PaymentIntent's status is succeeded, so it cannot be confirmed again."
      : `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`;
  throw invalidRequest(message, { code: 'payment_intent_unexpected_state', payment_intent: intent });
}

function refuseForeignMethod(intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const owner = idOf(method.customer);
  if (owner !== null && owner !== idOf(intent.customer)) {
    throw invalidRequest(
      `The provided PaymentMethod ${method.id} belongs to another customer. Include that customer in the PaymentIntent.`,
      { code: 'payment_method_unexpected_state', param: 'payment_method' },
    );
  }
  if (!intent.payment_method_types.includes(method.type)) {
    throw invalidRequest(`The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent.`, { param: 'payment_method' });
  }
}

const CONFIRMABLE = new Set<string>(['requires_payment_method', 'requires_confirmation', 'requires_action']);
