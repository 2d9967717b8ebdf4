import type Stripe from 'stripe';
import { z } from 'zod';
import { amount, listParams, mergeMetadata, metadata, params, text } from '../../http/form.js';
import { pageOf } from '../../http/lists.js';
import { type Route, route } from '../../http/route.js';
import { invalidRequest } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { type World } from '../../world.js';
import { findCharge } from '../charges/charge.js';
import { findPaymentIntent } from '../payment-intents/payment-intent.js';
import { createRefund, findRefund } from './refund.js';

const Create = params({
  payment_intent: text.optional(),
  charge: text.optional(),
  amount: amount.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.optional(),
});

export const refundRoutes: readonly Route[] = [
  route('POST', '/v1/refunds', Create, (world, given) =>
    createRefund(world, chargeToRefund(world, given), {
      amount: given.amount,
      reason: given.reason ?? null,
      metadata: mergeMetadata({}, given.metadata),
    }),
  ),

  route('GET', '/v1/refunds', listParams({ charge: text.optional(), payment_intent: text.optional() }), (world, query) => {
    const refunds = world.state
      .all('refund')
      .filter((refund) => query.charge === undefined || idOf(refund.charge) === query.charge)
      .filter((refund) => query.payment_intent === undefined || idOf(refund.payment_intent) === query.payment_intent);
    return pageOf('/v1/refunds', refunds, query);
  }),

  route('GET', '/v1/refunds/:refund', params({}), (world, _given, { refund = '' }) => findRefund(world, refund)),

  route('POST', '/v1/refunds/:refund', params({ metadata: metadata.optional() }), (world, given, { refund = '' }) => {
    const before = findRefund(world, refund);
    const updated = world.state.put('refund', { ...before, metadata: mergeMetadata(before.metadata ?? {}, given.metadata) });
    world.emit('refund.updated', updated, { metadata: before.metadata });
    return updated;
  }),
];

function chargeToRefund(world: World, given: z.infer<typeof Create>): Stripe.Charge {
  if (given.charge !== undefined) return findCharge(world, given.charge);
  if (given.payment_intent === undefined) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.', { code: 'parameter_missing' });
  }
  const intent = findPaymentIntent(world, given.payment_intent, 'payment_intent');
  const charge = idOf(intent.latest_charge);
  if (intent.status !== 'succeeded' || charge === null) {
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      code: 'payment_intent_unexpected_state',
      param: 'payment_intent',
    });
  }
  return findCharge(world, charge);
}
