import type Stripe from 'stripe';
import { type Decline, DECLINE_TEXTS } from '../../cards/declines.js';
import { noSuch } from '../../http/stripe-problem.js';
import { idOf, newId } from '../../ids.js';
import { type World } from '../../world.js';
import { recordBalance } from './balance-transaction.js';

interface Attempt {
  readonly method: Stripe.PaymentMethod;
  /** The cardholder confirmed it (3-D Secure). */
  readonly authenticated?: boolean;
  readonly declined?: Decline;
}

/** One try to take an intent's money: succeeded, or failed with the bank's reason. */
export function createCharge(world: World, intent: Stripe.PaymentIntent, { method, authenticated = false, declined }: Attempt): Stripe.Charge {
  const id = newId('ch');
  const failure = declined === undefined ? undefined : DECLINE_TEXTS[declined];
  const charge: Stripe.Charge = {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: failure ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: failure ? null : recordBalance(world, { type: 'charge', amount: intent.amount, currency: intent.currency, source: id, withFee: true }).id,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'SANDBOX',
    captured: !failure,
    created: world.now(),
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(declined),
    paid: !failure,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method, authenticated),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: failure ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
  world.state.put('charge', charge);
  world.emit(failure ? 'charge.failed' : 'charge.succeeded', charge);
  return charge;
}

export function findCharge(world: World, id: string, param = 'charge'): Stripe.Charge {
  const charge = world.state.get('charge', id);
  if (charge === undefined) throw noSuch('charge', id, param);
  return charge;
}

function outcomeOf(declined: Decline | undefined): Stripe.Charge.Outcome {
  const said = { advice_code: null, network_advice_code: null, network_decline_code: null, risk_level: 'normal', risk_score: 20 };
  if (declined === undefined) {
    return { ...said, network_status: 'approved_by_network', reason: null, seller_message: 'Payment complete.', type: 'authorized' };
  }
  return {
    ...said,
    network_status: 'declined_by_network',
    reason: declined,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  };
}

function detailsOf(method: Stripe.PaymentMethod, authenticated: boolean): Stripe.Charge.PaymentMethodDetails {
  const { type, card } = method;
  if (card === undefined) {
    const reference = { fingerprint: null, transaction_id: newId('wallet') };
    return { type, [type]: type === 'customer_balance' ? {} : reference };
  }
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand: card.brand,
      checks: card.checks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: authenticated ? CONFIRMED_BY_HOLDER : null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

const CONFIRMED_BY_HOLDER: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
};
