import { z } from 'zod';
import { decideSaving } from '../../cards/decide-charge.js';
import { DECLINE_TEXTS } from '../../cards/declines.js';
import { clearableText, integer, listParams, mergeMetadata, metadata, params, text } from '../../http/form.js';
import { pageOf } from '../../http/lists.js';
import { type Route, route } from '../../http/route.js';
import { invalidRequest, noSuch, StripeProblem } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { type World } from '../../world.js';
import { address } from '../customers/address.js';
import { findCustomer } from '../customers/customer.js';
import { cardForm, readCard } from './card-form.js';
import { attachPaymentMethod, cardOf, createCardMethod, createWalletMethod, findPaymentMethod } from './payment-method.js';

const billingDetails = z.strictObject({
  address: address.optional(),
  email: clearableText.optional(),
  name: clearableText.optional(),
  phone: clearableText.optional(),
});

const Create = params({
  type: z.enum(['card', 'alipay', 'wechat_pay']),
  card: cardForm.optional(),
  alipay: z.literal('').optional(),
  wechat_pay: z.literal('').optional(),
  billing_details: billingDetails.optional(),
  metadata: metadata.optional(),
});

const Update = params({
  billing_details: billingDetails.optional(),
  card: z.strictObject({ exp_month: integer.optional(), exp_year: integer.optional() }).optional(),
  metadata: metadata.optional(),
});

const type = z.enum(['card', 'alipay', 'wechat_pay', 'customer_balance']).optional();

export const paymentMethodRoutes: readonly Route[] = [
  route('POST', '/v1/payment_methods', Create, (world, given) => {
    const method = given.type === 'card' ? createCard(world, given) : createWalletMethod(world, given.type);
    return world.state.put('payment_method', { ...method, metadata: mergeMetadata({}, given.metadata) });
  }),

  route('GET', '/v1/payment_methods', listParams({ customer: text.optional(), type }), (world, query) => {
    const methods = world.state.all('payment_method').filter((method) => {
      const theirs = query.customer === undefined ? method.customer !== null : idOf(method.customer) === query.customer;
      return theirs && (query.type === undefined || method.type === query.type);
    });
    return pageOf('/v1/payment_methods', methods, query);
  }),

  route('GET', '/v1/customers/:id/payment_methods', listParams({ type }), (world, query, { id }) => {
    findCustomer(world, id, 'customer');
    const methods = world.state
      .all('payment_method')
      .filter((method) => idOf(method.customer) === id && (query.type === undefined || method.type === query.type));
    return pageOf(`/v1/customers/${id}/payment_methods`, methods, query);
  }),

  route('GET', '/v1/customers/:customer/payment_methods/:id', params({}), (world, _given, { id, customer = '' }) => {
    const method = findPaymentMethod(world, id);
    if (idOf(method.customer) !== findCustomer(world, customer, 'customer').id) throw noSuch('PaymentMethod', id, 'payment_method');
    return method;
  }),

  route('GET', '/v1/payment_methods/:id', params({}), (world, _given, { id }) => findPaymentMethod(world, id)),

  route('POST', '/v1/payment_methods/:id', Update, (world, given, { id }) => {
    const before = findPaymentMethod(world, id);
    const method = world.state.put('payment_method', {
      ...before,
      billing_details: { ...before.billing_details, ...dropUndefined(given.billing_details ?? {}) },
      ...(before.card === undefined ? {} : { card: { ...before.card, ...dropUndefined(given.card ?? {}) } }),
      metadata: mergeMetadata(before.metadata ?? {}, given.metadata),
    });
    world.emit('payment_method.updated', method);
    return method;
  }),

  route('POST', '/v1/payment_methods/:id/attach', params({ customer: text }), (world, given, { id }) => {
    const method = findPaymentMethod(world, id);
    const customer = findCustomer(world, given.customer, 'customer');
    if (method.type !== 'card') throw invalidRequest(`The payment method type ${method.type} cannot be saved to customers.`);
    const { card, setUp } = cardOf(world, method);
    const decision = decideSaving(card, { offSession: false, authenticated: true, setUp });
    if (decision.kind === 'declined') {
      const { code, decline_code, message } = DECLINE_TEXTS[decision.decline];
      throw new StripeProblem(402, 'card_error', message, { code, ...(decline_code === undefined ? {} : { decline_code }) });
    }
    return attachPaymentMethod(world, method, customer.id);
  }),

  route('POST', '/v1/payment_methods/:id/detach', params({}), (world, _given, { id }) => {
    const before = findPaymentMethod(world, id);
    const owner = idOf(before.customer);
    if (owner === null) throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.');
    const method = world.state.put('payment_method', { ...before, customer: null });
    const customer = world.state.get('customer', owner);
    if (customer !== undefined && idOf(customer.invoice_settings.default_payment_method) === id) {
      world.state.put('customer', { ...customer, invoice_settings: { ...customer.invoice_settings, default_payment_method: null } });
    }
    world.emit('payment_method.detached', method, { customer: owner });
    return method;
  }),
];

function createCard(world: World, given: z.infer<typeof Create>) {
  if (given.card === undefined) throw invalidRequest('Missing required param: card.', { code: 'parameter_missing', param: 'card' });
  return createCardMethod(world, readCard(world, given.card), dropUndefined(given.billing_details ?? {}));
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function dropUndefined<T extends object>(given: T): Partial<Given<T>> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Given<T>>;
}
