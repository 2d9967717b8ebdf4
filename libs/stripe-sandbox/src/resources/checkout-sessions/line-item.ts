import Stripe from 'stripe';
import { invalidRequest } from '../../http/stripe-problem.js';
import { newId } from '../../ids.js';
import { type World } from '../../world.js';
import { type LineItemForm } from './session-form.js';

/** The lines of a checkout, each with the one-off price it was described by. @throws StripeProblem when currencies differ */
export function createLineItems(world: World, forms: readonly LineItemForm[]): Stripe.LineItem[] {
  const currencies = new Set(forms.map(({ price_data }) => price_data.currency));
  if (currencies.size > 1) throw invalidRequest('All line items of a Checkout Session must have the same currency.', { param: 'line_items' });
  return forms.map((form) => lineItem(world, form));
}

function lineItem(world: World, { price_data, quantity }: LineItemForm): Stripe.LineItem {
  const total = price_data.unit_amount * quantity;
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: price_data.currency,
    description: price_data.product_data.name,
    metadata: {},
    price: {
      id: newId('price'),
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      created: world.now(),
      currency: price_data.currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: newId('prod', 14),
      recurring: null,
      tax_behavior: price_data.tax_behavior ?? 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount: price_data.unit_amount,
      unit_amount_decimal: Stripe.Decimal.from(price_data.unit_amount),
    },
    quantity,
  };
}
