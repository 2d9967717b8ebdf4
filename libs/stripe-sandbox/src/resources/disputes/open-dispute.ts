import type Stripe from 'stripe';
import { type TestCard } from '../../cards/test-cards.js';
import { newId } from '../../ids.js';
import { type World } from '../../world.js';
import { recordBalance } from '../charges/balance-transaction.js';
import { cardOf } from '../payment-methods/payment-method.js';

/** The cardholder of some test cards complains to the bank at once: a dispute takes the money back, an inquiry only asks. */
export function openDispute(world: World, charge: Stripe.Charge, method: Stripe.PaymentMethod): void {
  if (method.type !== 'card') return;
  const complaint = COMPLAINTS[cardOf(world, method).card.aftermath ?? 'none'];
  if (complaint === undefined) return;
  const id = newId('du');
  const movements = complaint.takesMoney
    ? [recordBalance(world, { type: 'adjustment', amount: -charge.amount, currency: charge.currency, source: id })]
    : [];
  const dispute = world.state.put('dispute', {
    id,
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: movements,
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: world.now() + ANSWER_WITHIN_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: !complaint.takesMoney,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: complaint.reason,
    status: complaint.takesMoney ? 'needs_response' : 'warning_needs_response',
  });
  world.state.put('charge', { ...charge, disputed: true });
  world.emit('charge.dispute.created', dispute);
  if (complaint.takesMoney) world.emit('charge.dispute.funds_withdrawn', dispute);
}

interface Complaint {
  readonly reason: string;
  readonly takesMoney: boolean;
}

const COMPLAINTS: Readonly<Partial<Record<NonNullable<TestCard['aftermath']> | 'none', Complaint>>> = {
  'disputed-as-fraud': { reason: 'fraudulent', takesMoney: true },
  'disputed-as-not-received': { reason: 'product_not_received', takesMoney: true },
  inquiry: { reason: 'fraudulent', takesMoney: false },
};

const ANSWER_WITHIN_SECONDS = 9 * 24 * 60 * 60;

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
