import type Stripe from 'stripe';
import { invalidRequest, noSuch } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { type World } from '../../world.js';
import { cancelPayment } from '../payment-intents/cancel-payment.js';
import { findPaymentIntent } from '../payment-intents/payment-intent.js';

type Session = Stripe.Checkout.Session;

export function findSession(world: World, id: string): Session {
  const session = world.state.get('checkout.session', id);
  if (session === undefined) throw noSuch('checkout.session', id, 'session');
  return session;
}

export function lineItemsOf(world: World, sessionId: string) {
  const data = world.state.get('line_items', sessionId)?.items ?? [];
  return { object: 'list' as const, data, has_more: false, url: `/v1/checkout/sessions/${sessionId}/line_items` };
}

/** The session whose payment or set-up this is. */
export function sessionOf(world: World, intentId: string): Session | undefined {
  return world.state.all('checkout.session').find((each) => idOf(each.payment_intent) === intentId || idOf(each.setup_intent) === intentId);
}

/** @throws StripeProblem when it isn't open any more */
export function expireSession(world: World, session: Session): Session {
  if (session.status !== 'open') {
    throw invalidRequest(`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${String(session.status)}\`.`);
  }
  const intentId = idOf(session.payment_intent);
  if (intentId !== null) cancelPayment(world, findPaymentIntent(world, intentId), 'automatic');
  const expired = world.state.put('checkout.session', { ...session, status: 'expired', url: null });
  world.emit('checkout.session.expired', expired);
  return expired;
}
