import type Stripe from 'stripe';
import { z } from 'zod';
import { flag, list, listParams, mergeMetadata, metadata, params, text } from '../../http/form.js';
import { pageOf } from '../../http/lists.js';
import { type Route, route } from '../../http/route.js';
import { invalidRequest } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { type World } from '../../world.js';
import { findCustomer } from '../customers/customer.js';
import { methodData, readMethod } from '../payment-intents/method-form.js';
import { findPaymentMethod } from '../payment-methods/payment-method.js';
import { confirmSetup, setupProblemOf } from './confirm-setup.js';
import { createSetupIntent, findSetupIntent } from './setup-intent.js';

const named = { payment_method: text.optional(), payment_method_data: methodData.optional() };

const Create = params({
  ...named,
  customer: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_method_types: list(z.literal('card')).optional(),
  automatic_payment_methods: z.strictObject({ enabled: flag, allow_redirects: z.enum(['always', 'never']).optional() }).optional(),
  usage: z.enum(['off_session', 'on_session']).default('off_session'),
  confirm: flag.optional(),
  return_url: z.url().optional(),
});

const Update = params({ ...named, customer: text.optional(), description: text.optional(), metadata: metadata.optional() });
const Confirm = params({ ...named, return_url: z.url().optional(), use_stripe_sdk: flag.optional() });
const Cancel = params({ cancellation_reason: z.enum(['abandoned', 'duplicate', 'requested_by_customer']).optional() });

export const setupIntentRoutes: readonly Route[] = [
  route('POST', '/v1/setup_intents', Create, (world, given) => {
    if (given.customer !== undefined) findCustomer(world, given.customer, 'customer');
    const method = readMethod(world, given);
    const created = createSetupIntent(world, {
      customer: given.customer ?? null,
      description: given.description ?? null,
      metadata: mergeMetadata({}, given.metadata),
      methodTypes: ['card'],
      usage: given.usage,
    });
    if (given.confirm === true) return confirm(world, created, method, given.return_url);
    if (method === undefined) return created;
    return world.state.put('setup_intent', { ...created, payment_method: method.id, status: 'requires_confirmation' });
  }),

  route('GET', '/v1/setup_intents', listParams({ customer: text.optional(), payment_method: text.optional() }), (world, query) => {
    const intents = world.state
      .all('setup_intent')
      .filter((intent) => query.customer === undefined || idOf(intent.customer) === query.customer)
      .filter((intent) => query.payment_method === undefined || idOf(intent.payment_method) === query.payment_method);
    return pageOf('/v1/setup_intents', intents, query);
  }),

  route('GET', '/v1/setup_intents/:intent', params({ client_secret: text.optional() }), (world, _given, { intent = '' }) =>
    findSetupIntent(world, intent),
  ),

  route('POST', '/v1/setup_intents/:intent', Update, (world, given, { intent = '' }) => {
    const before = findSetupIntent(world, intent);
    if (given.customer !== undefined) findCustomer(world, given.customer, 'customer');
    const method = readMethod(world, given);
    return world.state.put('setup_intent', {
      ...before,
      customer: given.customer ?? before.customer,
      description: given.description ?? before.description,
      metadata: mergeMetadata(before.metadata ?? {}, given.metadata),
      payment_method: method?.id ?? before.payment_method,
      status: method !== undefined && before.status === 'requires_payment_method' ? 'requires_confirmation' : before.status,
    });
  }),

  route('POST', '/v1/setup_intents/:intent/confirm', Confirm, (world, given, { intent = '' }) =>
    confirm(world, findSetupIntent(world, intent), readMethod(world, given), given.return_url),
  ),

  route('POST', '/v1/setup_intents/:intent/cancel', Cancel, (world, given, { intent = '' }) => {
    const before = findSetupIntent(world, intent);
    if (before.status === 'succeeded' || before.status === 'canceled') {
      throw invalidRequest(`You cannot cancel this SetupIntent because it has a status of ${before.status}.`, {
        code: 'setup_intent_unexpected_state',
        setup_intent: before,
      });
    }
    const canceled = world.state.put('setup_intent', {
      ...before,
      cancellation_reason: given.cancellation_reason ?? null,
      next_action: null,
      status: 'canceled',
    });
    world.emit('setup_intent.canceled', canceled);
    return canceled;
  }),
];

function confirm(world: World, intent: Stripe.SetupIntent, given: Stripe.PaymentMethod | undefined, returnUrl: string | undefined): Stripe.SetupIntent {
  const chosen = given?.id ?? idOf(intent.payment_method);
  if (chosen === null) {
    throw invalidRequest("You cannot confirm this SetupIntent because it's missing a payment method.", {
      code: 'setup_intent_unexpected_state',
      setup_intent: intent,
    });
  }
  const confirmed = confirmSetup(world, intent, { method: given ?? findPaymentMethod(world, chosen), returnUrl: returnUrl ?? null });
  if (confirmed.status === 'requires_payment_method') throw setupProblemOf(confirmed);
  return confirmed;
}
