import type Stripe from 'stripe';
import { letters, newId } from '../../ids.js';
import { noSuch } from '../../http/stripe-problem.js';
import { type World } from '../../world.js';

export interface CustomerDetails {
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly address?: Stripe.Address | null | undefined;
  readonly metadata?: Record<string, string> | undefined;
  readonly preferredLocales?: string[] | undefined;
  readonly taxExempt?: 'none' | 'exempt' | 'reverse' | undefined;
}

export function createCustomer(world: World, details: CustomerDetails): Stripe.Customer {
  const customer = world.state.put('customer', {
    id: newId('cus', 14),
    object: 'customer',
    address: details.address ?? null,
    balance: 0,
    created: world.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: details.description ?? null,
    discount: null,
    email: details.email ?? null,
    invoice_prefix: letters(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: details.metadata ?? {},
    name: details.name ?? null,
    next_invoice_sequence: 1,
    phone: details.phone ?? null,
    preferred_locales: details.preferredLocales ?? [],
    shipping: null,
    tax_exempt: details.taxExempt ?? 'none',
    test_clock: null,
  });
  world.emit('customer.created', customer);
  return customer;
}

/** @throws StripeProblem 404 when there is none */
export function findCustomer(world: World, id: string, param = 'id'): Stripe.Customer {
  const customer = world.state.get('customer', id);
  if (customer === undefined) throw noSuch('customer', id, param);
  return customer;
}
