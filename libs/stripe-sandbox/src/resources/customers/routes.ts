import { z } from 'zod';
import { clearableText, list, listParams, mergeMetadata, metadata, params, text } from '../../http/form.js';
import { pageOf } from '../../http/lists.js';
import { type Route, route } from '../../http/route.js';
import { findPaymentMethod } from '../payment-methods/payment-method.js';
import { address } from './address.js';
import { createCustomer, findCustomer } from './customer.js';

const details = {
  email: clearableText.optional(),
  name: clearableText.optional(),
  phone: clearableText.optional(),
  description: clearableText.optional(),
  address: z.union([z.literal('').transform(() => null), address]).optional(),
  metadata: metadata.optional(),
  preferred_locales: list(text).optional(),
  tax_exempt: z.enum(['none', 'exempt', 'reverse']).optional(),
};

const Create = params(details);

const Update = params({
  ...details,
  invoice_settings: z.strictObject({ default_payment_method: clearableText }).optional(),
});

export const customerRoutes: readonly Route[] = [
  route('POST', '/v1/customers', Create, (world, given) =>
    createCustomer(world, {
      ...given,
      metadata: mergeMetadata({}, given.metadata),
      preferredLocales: given.preferred_locales,
      taxExempt: given.tax_exempt,
    }),
  ),

  route('GET', '/v1/customers', listParams({ email: text.optional() }), (world, query) => {
    const customers = world.state.all('customer').filter(({ email }) => query.email === undefined || email === query.email);
    return pageOf('/v1/customers', customers, query);
  }),

  route('GET', '/v1/customers/:id', params({}), (world, _given, { id }) => findCustomer(world, id)),

  route('POST', '/v1/customers/:id', Update, (world, given, { id }) => {
    const before = findCustomer(world, id);
    const preferred = given.invoice_settings?.default_payment_method;
    if (typeof preferred === 'string') findPaymentMethod(world, preferred);
    const customer = world.state.put('customer', {
      ...before,
      email: given.email === undefined ? before.email : given.email,
      name: given.name === undefined ? (before.name ?? null) : given.name,
      phone: given.phone === undefined ? (before.phone ?? null) : given.phone,
      description: given.description === undefined ? before.description : given.description,
      address: given.address === undefined ? (before.address ?? null) : given.address,
      metadata: mergeMetadata(before.metadata, given.metadata),
      preferred_locales: given.preferred_locales ?? before.preferred_locales ?? [],
      tax_exempt: given.tax_exempt ?? before.tax_exempt ?? 'none',
      invoice_settings:
        preferred === undefined ? before.invoice_settings : { ...before.invoice_settings, default_payment_method: preferred },
    });
    world.emit('customer.updated', customer);
    return customer;
  }),
];
