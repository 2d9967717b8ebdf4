import { listParams, mergeMetadata, metadata, params, text } from '../../http/form.js';
import { pageOf } from '../../http/lists.js';
import { type Route, route } from '../../http/route.js';
import { noSuch } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { findCharge } from './charge.js';

export const chargeRoutes: readonly Route[] = [
  route('GET', '/v1/charges', listParams({ customer: text.optional(), payment_intent: text.optional() }), (world, query) => {
    const charges = world.state
      .all('charge')
      .filter((charge) => query.customer === undefined || idOf(charge.customer) === query.customer)
      .filter((charge) => query.payment_intent === undefined || idOf(charge.payment_intent) === query.payment_intent);
    return pageOf('/v1/charges', charges, query);
  }),

  route('GET', '/v1/charges/:id', params({}), (world, _given, { id }) => findCharge(world, id)),

  route('POST', '/v1/charges/:id', params({ metadata: metadata.optional() }), (world, given, { id }) => {
    const before = findCharge(world, id);
    const charge = world.state.put('charge', { ...before, metadata: mergeMetadata(before.metadata, given.metadata) });
    world.emit('charge.updated', charge);
    return charge;
  }),

  route('GET', '/v1/balance_transactions', listParams({ source: text.optional(), type: text.optional() }), (world, query) => {
    const movements = world.state
      .all('balance_transaction')
      .filter((movement) => query.source === undefined || movement.source === query.source)
      .filter((movement) => query.type === undefined || movement.type === query.type);
    return pageOf('/v1/balance_transactions', movements, query);
  }),

  route('GET', '/v1/balance_transactions/:id', params({}), (world, _given, { id }) => {
    const movement = world.state.get('balance_transaction', id);
    if (movement === undefined) throw noSuch('balance transaction', id, 'id');
    return movement;
  }),
];
