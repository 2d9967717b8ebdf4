import type Stripe from 'stripe';
import { z } from 'zod';
import { amount, clearableText, currency, flag, integer, listParams, mergeMetadata, metadata, params, text } from '../../http/form.js';
import { pageOf } from '../../http/lists.js';
import { type Route, route } from '../../http/route.js';
import { invalidRequest } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { type World } from '../../world.js';
import { findCustomer } from '../customers/customer.js';
import { findPaymentMethod } from '../payment-methods/payment-method.js';
import { cancelPayment } from './cancel-payment.js';
import { confirmPayment } from './confirm-payment.js';
import { decline, problemOf } from './end-payment.js';
import { methodData, methodOptions, methodTypes, readMethod, shownOptions } from './method-form.js';
import { createPaymentIntent, findPaymentIntent, refuseTooSmall } from './payment-intent.js';
import { matchesQuery } from './search.js';

const changeable = {
  customer: text.optional(),
  description: clearableText.optional(),
  metadata: metadata.optional(),
  payment_method: text.optional(),
  payment_method_data: methodData.optional(),
  payment_method_options: methodOptions.optional(),
  payment_method_types: methodTypes.optional(),
  allowed_payment_method_types: methodTypes.optional(),
  receipt_email: clearableText.optional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
};

const confirmation = {
  off_session: flag.optional(),
  return_url: z.url().optional(),
  error_on_requires_action: flag.optional(),
  use_stripe_sdk: flag.optional(),
};

const Create = params({
  ...changeable,
  ...confirmation,
  amount,
  currency,
  automatic_payment_methods: z.strictObject({ enabled: flag, allow_redirects: z.enum(['always', 'never']).optional() }).optional(),
  capture_method: z.enum(['automatic', 'automatic_async']).optional(),
  confirm: flag.optional(),
});

const Update = params({ ...changeable, amount: amount.optional(), currency: currency.optional() });

const Confirm = params({
  ...confirmation,
  payment_method: text.optional(),
  payment_method_data: methodData.optional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
  receipt_email: clearableText.optional(),
});

const Cancel = params({ cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional() });

export const paymentIntentRoutes: readonly Route[] = [
  route('POST', '/v1/payment_intents', Create, (world, given) => {
    if (given.customer !== undefined) findCustomer(world, given.customer, 'customer');
    const method = readMethod(world, given);
    const types = given.payment_method_types ?? given.allowed_payment_method_types;
    const automatic = given.automatic_payment_methods ?? (types === undefined ? { enabled: true } : undefined);
    const created = createPaymentIntent(world, {
      amount: given.amount,
      currency: given.currency,
      methodTypes: types ?? (method === undefined ? ['card'] : [...new Set(['card', method.type])]),
      automaticMethods: automatic?.enabled === true ? { allow_redirects: automatic.allow_redirects ?? 'always', enabled: true } : null,
      customer: given.customer ?? null,
      description: given.description ?? null,
      metadata: mergeMetadata({}, given.metadata),
      methodOptions: shownOptions(given.payment_method_options),
      receiptEmail: given.receipt_email ?? null,
      setupFutureUsage: given.setup_future_usage ?? null,
      statementDescriptor: given.statement_descriptor ?? null,
      statementDescriptorSuffix: given.statement_descriptor_suffix ?? null,
    });
    if (given.confirm === true) return confirm(world, created, method, given);
    if (given.off_session !== undefined) throw invalidRequest('You may only pass off_session when confirm is true.', { param: 'off_session' });
    if (method === undefined) return created;
    return world.state.put('payment_intent', { ...created, payment_method: method.id, status: 'requires_confirmation' });
  }),

  route('GET', '/v1/payment_intents', listParams({ customer: text.optional() }), (world, query) => {
    const intents = world.state.all('payment_intent').filter(({ customer }) => query.customer === undefined || idOf(customer) === query.customer);
    return pageOf('/v1/payment_intents', intents, query);
  }),

  route('GET', '/v1/payment_intents/search', params({ query: text, limit: integer.default(10), page: text.optional() }), (world, given) => {
    const found = world.state.all('payment_intent').filter(matchesQuery(given.query));
    const { data, has_more } = pageOf('', found, { limit: given.limit, starting_after: given.page });
    const next = has_more ? (data.at(-1)?.id ?? null) : null;
    return { object: 'search_result', data, has_more, next_page: next, url: '/v1/payment_intents/search' };
  }),

  route('GET', '/v1/payment_intents/:id', params({ client_secret: text.optional() }), (world, _given, { id }) => findPaymentIntent(world, id)),

  route('POST', '/v1/payment_intents/:id', Update, (world, given, { id }) => {
    const before = findPaymentIntent(world, id);
    const ended = before.status === 'succeeded' || before.status === 'canceled';
    if (ended && Object.keys(given).some((key) => key !== 'metadata' && key !== 'description' && key !== 'expand')) {
      throw invalidRequest(`This PaymentIntent could not be updated because it has a status of ${before.status}.`, {
        code: 'payment_intent_unexpected_state',
        payment_intent: before,
      });
    }
    if (given.customer !== undefined) findCustomer(world, given.customer, 'customer');
    const method = readMethod(world, given);
    refuseTooSmall(given.amount ?? before.amount, given.currency ?? before.currency);
    return world.state.put('payment_intent', {
      ...before,
      amount: given.amount ?? before.amount,
      currency: given.currency ?? before.currency,
      customer: given.customer ?? before.customer,
      description: given.description === undefined ? before.description : given.description,
      metadata: mergeMetadata(before.metadata, given.metadata),
      payment_method: method?.id ?? before.payment_method,
      payment_method_options:
        given.payment_method_options === undefined
          ? before.payment_method_options
          : shownOptions<Stripe.PaymentIntent.PaymentMethodOptions>(given.payment_method_options),
      payment_method_types: given.payment_method_types ?? before.payment_method_types,
      receipt_email: given.receipt_email === undefined ? before.receipt_email : given.receipt_email,
      setup_future_usage: given.setup_future_usage ?? before.setup_future_usage,
      status: method !== undefined && before.status === 'requires_payment_method' ? 'requires_confirmation' : before.status,
    });
  }),

  route('POST', '/v1/payment_intents/:id/confirm', Confirm, (world, given, { id }) => {
    const before = findPaymentIntent(world, id);
    const asked = { ...before, setup_future_usage: given.setup_future_usage ?? before.setup_future_usage };
    return confirm(world, asked, readMethod(world, given), given);
  }),

  route('POST', '/v1/payment_intents/:id/cancel', Cancel, (world, given, { id }) => {
    const intent = findPaymentIntent(world, id);
    const session = world.state.all('checkout.session').find((each) => idOf(each.payment_intent) === id && each.status === 'open');
    if (session !== undefined) {
      throw invalidRequest('You cannot cancel PaymentIntents that are created by Checkout Sessions. Expire the Checkout Session instead.');
    }
    return cancelPayment(world, intent, given.cancellation_reason ?? null);
  }),
];

interface ConfirmParams {
  readonly off_session?: boolean | undefined;
  readonly return_url?: string | undefined;
  readonly error_on_requires_action?: boolean | undefined;
}

/** Confirms and answers as the API does: a refused payment is a card error that carries the intent. */
function confirm(world: World, intent: Stripe.PaymentIntent, given: Stripe.PaymentMethod | undefined, how: ConfirmParams): Stripe.PaymentIntent {
  const chosen = given?.id ?? idOf(intent.payment_method);
  if (chosen === null) {
    throw invalidRequest(
      'You cannot confirm this PaymentIntent because it\'s missing a payment method. Update the PaymentIntent with a payment method first, or give one with this call.',
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
  }
  const method = given ?? findPaymentMethod(world, chosen);
  const confirmed = confirmPayment(world, intent, { method, offSession: how.off_session ?? false, returnUrl: how.return_url ?? null });
  if (confirmed.status === 'requires_payment_method') throw problemOf(confirmed);
  if (confirmed.status === 'requires_action' && how.error_on_requires_action === true) {
    throw problemOf(decline(world, confirmed, method, 'authentication_required'));
  }
  return confirmed;
}
