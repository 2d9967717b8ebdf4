import type Stripe from 'stripe';
import { type World } from '../../world.js';
import { sessionOf } from './session.js';

type Session = Stripe.Checkout.Session;

/**
 * Brings the checkout along when its payment or set-up moved. A bank transfer completes the checkout before the money is
 * there: `completed` with `payment_status` unpaid, and `async_payment_…` when it is known.
 */
export function followIntent(world: World, intent: Stripe.PaymentIntent | Stripe.SetupIntent): void {
  const session = sessionOf(world, intent.id);
  if (session === undefined) return;
  if (intent.object === 'setup_intent') {
    if (intent.status === 'succeeded') complete(world, session, 'no_payment_required');
    return;
  }
  if (session.status === 'open') followOpen(world, session, intent);
  else if (session.status === 'complete' && session.payment_status === 'unpaid') followUnpaid(world, session, intent);
}

function followOpen(world: World, session: Session, intent: Stripe.PaymentIntent): void {
  if (intent.status === 'succeeded') complete(world, session, 'paid');
  const waitsForBank = intent.next_action?.type === 'display_bank_transfer_instructions' || intent.status === 'processing';
  if (waitsForBank) complete(world, session, 'unpaid');
}

function followUnpaid(world: World, session: Session, intent: Stripe.PaymentIntent): void {
  if (intent.status === 'succeeded') {
    world.emit('checkout.session.async_payment_succeeded', world.state.put('checkout.session', { ...session, payment_status: 'paid' }));
  }
  if (intent.status === 'canceled' || intent.status === 'requires_payment_method') {
    world.emit('checkout.session.async_payment_failed', session);
  }
}

function complete(world: World, session: Session, paymentStatus: Session['payment_status']): void {
  const done = world.state.put('checkout.session', { ...session, payment_status: paymentStatus, status: 'complete', url: null });
  world.emit('checkout.session.completed', done);
}
