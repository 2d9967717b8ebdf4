import { listParams, metadata, mergeMetadata, params, text } from '../../http/form.js';
import { pageOf } from '../../http/lists.js';
import { type Route, route } from '../../http/route.js';
import { idOf } from '../../ids.js';
import { createSession } from './create-session.js';
import { expireSession, findSession, lineItemsOf } from './session.js';
import { CreateSession } from './session-form.js';

const Query = listParams({
  customer: text.optional(),
  payment_intent: text.optional(),
  status: text.optional(),
});

export const checkoutSessionRoutes: readonly Route[] = [
  route('POST', '/v1/checkout/sessions', CreateSession, createSession),

  route('GET', '/v1/checkout/sessions', Query, (world, query) => {
    const sessions = world.state
      .all('checkout.session')
      .filter((session) => query.customer === undefined || idOf(session.customer) === query.customer)
      .filter((session) => query.payment_intent === undefined || idOf(session.payment_intent) === query.payment_intent)
      .filter((session) => query.status === undefined || session.status === query.status);
    return pageOf('/v1/checkout/sessions', sessions, query);
  }),

  route('GET', '/v1/checkout/sessions/:session', params({}), (world, _given, { session = '' }) => findSession(world, session)),

  route('POST', '/v1/checkout/sessions/:session', params({ metadata: metadata.optional() }), (world, given, { session = '' }) => {
    const before = findSession(world, session);
    return world.state.put('checkout.session', { ...before, metadata: mergeMetadata(before.metadata ?? {}, given.metadata) });
  }),

  route('POST', '/v1/checkout/sessions/:session/expire', params({}), (world, _given, { session = '' }) =>
    expireSession(world, findSession(world, session)),
  ),

  route('GET', '/v1/checkout/sessions/:session/line_items', listParams({}), (world, query, { session = '' }) => {
    const { data, url } = lineItemsOf(world, findSession(world, session).id);
    // Lines are shown in the order they were given, unlike every other list.
    return pageOf(url, [...data].reverse(), query);
  }),
];
