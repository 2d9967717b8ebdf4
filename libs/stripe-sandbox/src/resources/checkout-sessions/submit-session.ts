import type Stripe from 'stripe';
import { idOf } from '../../ids.js';
import { type SessionPlan } from '../../state/own-records.js';
import { type World } from '../../world.js';
import { createCustomer } from '../customers/customer.js';
import { confirmPayment } from '../payment-intents/confirm-payment.js';
import { createPaymentIntent, findPaymentIntent } from '../payment-intents/payment-intent.js';
import { confirmSetup } from '../setup-intents/confirm-setup.js';
import { createSetupIntent, findSetupIntent } from '../setup-intents/setup-intent.js';
import { followIntent } from './follow-intent.js';

type Session = Stripe.Checkout.Session;

export interface Submission {
  readonly method: Stripe.PaymentMethod;
  readonly email: string | null;
  readonly name: string | null;
}

/** The customer pressed the button on the page: the intent is made now, as on Stripe, and tried with this payment method. */
export function submitSession(world: World, session: Session, { method, email, name }: Submission): Stripe.PaymentIntent | Stripe.SetupIntent {
  const customer = idOf(session.customer) ?? (session.customer_creation === 'always' ? createCustomer(world, { email, name }).id : null);
  const known = customer === null ? undefined : world.state.get('customer', customer);
  const address = method.billing_details.address;
  const open = world.state.put('checkout.session', {
    ...session,
    customer,
    customer_details: {
      address,
      business_name: null,
      email: email ?? known?.email ?? session.customer_email,
      individual_name: null,
      name: name ?? known?.name ?? null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
  });
  const intent = session.mode === 'setup' ? setUp(world, open, method) : pay(world, open, method);
  followIntent(world, intent);
  return intent;
}

function pay(world: World, session: Session, method: Stripe.PaymentMethod): Stripe.PaymentIntent {
  const tried = idOf(session.payment_intent);
  const intent = tried === null ? newPaymentIntent(world, session) : findPaymentIntent(world, tried);
  world.state.put('checkout.session', { ...session, payment_intent: intent.id });
  const returnUrl = `${world.publicUrl}/c/pay/${session.id}`;
  return confirmPayment(world, { ...intent, customer: idOf(session.customer) }, { method, offSession: false, returnUrl });
}

function setUp(world: World, session: Session, method: Stripe.PaymentMethod): Stripe.SetupIntent {
  const tried = idOf(session.setup_intent);
  const intent = tried === null ? newSetupIntent(world, session) : findSetupIntent(world, tried);
  world.state.put('checkout.session', { ...session, setup_intent: intent.id });
  return confirmSetup(world, intent, { method, returnUrl: `${world.publicUrl}/c/pay/${session.id}` });
}

function newPaymentIntent(world: World, session: Session): Stripe.PaymentIntent {
  return createPaymentIntent(world, {
    ...planOf(world, session),
    amount: session.amount_total ?? 0,
    currency: session.currency ?? '',
    customer: idOf(session.customer),
    methodOptions: session.payment_method_options as Stripe.PaymentIntent.PaymentMethodOptions | null,
    methodTypes: session.payment_method_types,
  });
}

function newSetupIntent(world: World, session: Session): Stripe.SetupIntent {
  const { description, metadata } = planOf(world, session);
  const customer = idOf(session.customer);
  return createSetupIntent(world, { customer, description, metadata, methodTypes: session.payment_method_types, usage: 'off_session' });
}

function planOf(world: World, session: Session): SessionPlan {
  const plan = world.state.get('session_plan', session.id);
  if (plan === undefined) throw new Error(`${session.id} has no plan`);
  return plan;
}
