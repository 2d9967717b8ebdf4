import type Stripe from 'stripe';
import { mergeMetadata } from '../../http/form.js';
import { invalidRequest } from '../../http/stripe-problem.js';
import { newId } from '../../ids.js';
import { schedule } from '../../later.js';
import { type SessionPlan } from '../../state/own-records.js';
import { type World } from '../../world.js';
import { findCustomer } from '../customers/customer.js';
import { refuseTooSmall } from '../payment-intents/payment-intent.js';
import { shownOptions } from '../payment-intents/method-form.js';
import { createLineItems } from './line-item.js';
import { type CreateSession } from './session-form.js';

const LIFETIME_SECONDS = 24 * 60 * 60;
const SHORTEST_LIFETIME_SECONDS = 30 * 60;

export function createSession(world: World, given: CreateSession): Stripe.Checkout.Session {
  const customer = given.customer === undefined ? null : findCustomer(world, given.customer, 'customer');
  refuseNonsense(world, given);
  const items = createLineItems(world, given.mode === 'payment' ? (given.line_items ?? []) : []);
  const total = items.reduce((sum, item) => sum + item.amount_total, 0);
  const currency = items[0]?.currency ?? given.currency ?? null;
  if (given.mode === 'payment') refuseTooSmall(total, currency ?? '');
  const id = newId('cs_test', 58);
  const expiresAt = given.expires_at ?? world.now() + LIFETIME_SECONDS;
  const isPayment = given.mode === 'payment';
  const session = world.state.put('checkout.session', {
    id,
    object: 'checkout.session',
    adaptive_pricing: isPayment ? { enabled: false } : null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    amount_subtotal: isPayment ? total : null,
    amount_total: isPayment ? total : null,
    automatic_tax: { enabled: given.automatic_tax?.enabled ?? false, liability: null, provider: null, status: null },
    billing_address_collection: given.billing_address_collection ?? null,
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: world.now(),
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: given.custom_text?.after_submit ?? null,
      shipping_address: null,
      submit: given.custom_text?.submit ?? null,
      terms_of_service_acceptance: given.custom_text?.terms_of_service_acceptance ?? null,
    },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer === null && isPayment ? (given.customer_creation ?? 'if_required') : null,
    customer_details: null,
    customer_email: given.customer_email ?? null,
    discounts: [],
    expires_at: expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: given.locale ?? null,
    managed_payments: null,
    metadata: mergeMetadata({}, given.metadata),
    mode: given.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: isPayment ? 'if_required' : 'always',
    payment_method_configuration_details: null,
    payment_method_options: shownOptions(given.payment_method_options),
    payment_method_types: typesOf(given),
    payment_status: isPayment ? 'unpaid' : 'no_payment_required',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: given.submit_type ?? null,
    subscription: null,
    success_url: given.success_url,
    total_details: isPayment ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    ui_mode: 'hosted_page',
    url: `${world.publicUrl}/c/pay/${id}`,
    wallet_options: null,
  });
  world.state.put('line_items', { id, items });
  world.state.put('session_plan', planOf(id, given));
  schedule(world, 'expire-session', id, expiresAt);
  return session;
}

/** What the page offers. The account of the sandbox has every method it knows switched on, in every currency. */
function typesOf({ payment_method_types: exactly, allowed_payment_method_types: among }: CreateSession): string[] {
  return exactly ?? among ?? ['card'];
}

function planOf(id: string, given: CreateSession): SessionPlan {
  const payment = given.payment_intent_data;
  const described = given.mode === 'payment' ? payment : given.setup_intent_data;
  return {
    id,
    description: described?.description ?? null,
    metadata: mergeMetadata({}, described?.metadata),
    receiptEmail: payment?.receipt_email ?? null,
    setupFutureUsage: payment?.setup_future_usage ?? null,
    statementDescriptor: payment?.statement_descriptor ?? null,
    statementDescriptorSuffix: payment?.statement_descriptor_suffix ?? null,
  };
}

function refuseNonsense(world: World, given: CreateSession): void {
  if (given.mode === 'payment' && (given.line_items ?? []).length === 0) {
    throw invalidRequest('Missing required param: line_items.', { code: 'parameter_missing', param: 'line_items' });
  }
  if (given.mode === 'setup' && given.line_items !== undefined) {
    throw invalidRequest('You can not pass `line_items` in `setup` mode.', { param: 'line_items' });
  }
  if (given.customer !== undefined && given.customer_email !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', { param: 'customer_email' });
  }
  const lifetime = (given.expires_at ?? world.now() + LIFETIME_SECONDS) - world.now();
  if (lifetime < SHORTEST_LIFETIME_SECONDS || lifetime > LIFETIME_SECONDS) {
    throw invalidRequest('The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.', { param: 'expires_at' });
  }
  const types = typesOf(given);
  if (types.includes('wechat_pay') && given.payment_method_options?.wechat_pay?.client !== 'web') {
    throw invalidRequest('Checkout needs `payment_method_options[wechat_pay][client]` to be `web`.', { param: 'payment_method_options[wechat_pay][client]' });
  }
  if (types.some((type) => type !== 'card') && given.payment_intent_data?.setup_future_usage !== undefined) {
    throw invalidRequest('These payment methods cannot be saved; ask under `payment_method_options[card][setup_future_usage]` instead.', {
      param: 'payment_intent_data[setup_future_usage]',
    });
  }
}
