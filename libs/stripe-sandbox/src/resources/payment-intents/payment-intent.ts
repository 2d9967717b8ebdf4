import type Stripe from 'stripe';
import { invalidRequest, noSuch } from '../../http/stripe-problem.js';
import { letters, newId } from '../../ids.js';
import { type World } from '../../world.js';

export interface NewPaymentIntent {
  readonly amount: number;
  readonly currency: string;
  readonly methodTypes: readonly string[];
  readonly automaticMethods?: Stripe.PaymentIntent.AutomaticPaymentMethods | null;
  readonly customer?: string | null;
  readonly description?: string | null;
  readonly metadata?: Record<string, string>;
  readonly receiptEmail?: string | null;
  readonly setupFutureUsage?: 'off_session' | 'on_session' | null;
  readonly methodOptions?: Stripe.PaymentIntent.PaymentMethodOptions | null;
  readonly statementDescriptor?: string | null;
  readonly statementDescriptorSuffix?: string | null;
}

export function createPaymentIntent(world: World, wanted: NewPaymentIntent): Stripe.PaymentIntent {
  refuseTooSmall(wanted.amount, wanted.currency);
  const id = newId('pi');
  const intent = world.state.put('payment_intent', {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: wanted.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: wanted.automaticMethods ?? null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${letters(25)}`,
    confirmation_method: 'automatic',
    created: world.now(),
    currency: wanted.currency,
    customer: wanted.customer ?? null,
    customer_account: null,
    description: wanted.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: wanted.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: wanted.methodOptions ?? {},
    payment_method_types: [...wanted.methodTypes],
    payment_record: null,
    processing: null,
    receipt_email: wanted.receiptEmail ?? null,
    review: null,
    setup_future_usage: wanted.setupFutureUsage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: wanted.statementDescriptor ?? null,
    statement_descriptor_suffix: wanted.statementDescriptorSuffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  });
  world.emit('payment_intent.created', intent);
  return intent;
}

export function findPaymentIntent(world: World, id: string, param = 'intent'): Stripe.PaymentIntent {
  const intent = world.state.get('payment_intent', id);
  if (intent === undefined) throw noSuch('payment_intent', id, param);
  return intent;
}

export function refuseTooSmall(amount: number, currency: string): void {
  const least = LEAST_CHARGE[currency] ?? 1;
  if (amount >= least) return;
  throw invalidRequest(`Amount must be at least ${least} ${currency} in minor units`, { code: 'amount_too_small', param: 'amount' });
}

/** The smallest amounts Stripe charges, in minor units; currencies that aren't here have none in the sandbox. */
const LEAST_CHARGE: Readonly<Record<string, number | undefined>> = { usd: 50, eur: 50, gbp: 30, jpy: 50, hkd: 400 };
