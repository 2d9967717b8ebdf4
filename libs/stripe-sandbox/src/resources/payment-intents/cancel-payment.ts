import type Stripe from 'stripe';
import { invalidRequest } from '../../http/stripe-problem.js';
import { type World } from '../../world.js';

export type CancellationReason = 'abandoned' | 'duplicate' | 'fraudulent' | 'requested_by_customer' | 'automatic';

/** @throws StripeProblem when it is paid or canceled already */
export function cancelPayment(world: World, intent: Stripe.PaymentIntent, reason: CancellationReason | null): Stripe.PaymentIntent {
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') {
    throw invalidRequest(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    });
  }
  const canceled = world.state.put('payment_intent', {
    ...intent,
    canceled_at: world.now(),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  });
  world.emit('payment_intent.canceled', canceled);
  return canceled;
}
