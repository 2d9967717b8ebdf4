import type Stripe from 'stripe';
import { noSuch } from '../../http/stripe-problem.js';
import { letters, newId } from '../../ids.js';
import { type World } from '../../world.js';

interface NewSetupIntent {
  readonly customer: string | null;
  readonly description: string | null;
  readonly metadata: Record<string, string>;
  readonly methodTypes: readonly string[];
  readonly usage: 'off_session' | 'on_session';
}

export function createSetupIntent(world: World, wanted: NewSetupIntent): Stripe.SetupIntent {
  const id = newId('seti');
  const intent = world.state.put('setup_intent', {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${letters(25)}`,
    created: world.now(),
    customer: wanted.customer,
    customer_account: null,
    description: wanted.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: wanted.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: [...wanted.methodTypes],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: wanted.usage,
  });
  world.emit('setup_intent.created', intent);
  return intent;
}

export function findSetupIntent(world: World, id: string, param = 'intent'): Stripe.SetupIntent {
  const intent = world.state.get('setup_intent', id);
  if (intent === undefined) throw noSuch('setupintent', id, param);
  return intent;
}
