import type Stripe from 'stripe';
import { invalidRequest } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';

/*
 * Stripe's search language, as far as payment intents go: `status:'succeeded' AND metadata['attempt']:'a1'`. Stripe's index
 * lags up to a minute behind; here a search sees everything at once.
 */

const CLAUSE = /^(-?)(?:metadata\["?'?([^"'\]]+)"?'?\]|(\w+))\s*(:|>=|<=|>|<)\s*(?:'([^']*)'|"([^"]*)"|(-?\d+))$/;

/** @throws StripeProblem when the query isn't understood */
export function matchesQuery(query: string): (intent: Stripe.PaymentIntent) => boolean {
  const tests = query.split(/\s+AND\s+/i).map((clause) => testOf(clause.trim()));
  return (intent) => tests.every((test) => test(intent));
}

function testOf(clause: string): (intent: Stripe.PaymentIntent) => boolean {
  const [found, negation, key, field, operator, single, double, digits] = CLAUSE.exec(clause) ?? [];
  if (found === undefined) throw invalidRequest(`We were unable to parse your search query at: ${clause}`, { param: 'query' });
  const wanted = single ?? double ?? digits ?? '';
  const read = key === undefined ? FIELDS[field ?? ''] : (intent: Stripe.PaymentIntent) => intent.metadata[key];
  if (read === undefined) throw invalidRequest(`Field \`${field ?? ''}\` is an unsupported search field`, { param: 'query' });
  return (intent) => compare(read(intent), operator ?? ':', wanted) !== (negation === '-');
}

function compare(value: string | number | null | undefined, operator: string, wanted: string): boolean {
  if (value === null || value === undefined) return false;
  if (operator === ':') return String(value) === wanted;
  const difference = Number(value) - Number(wanted);
  if (operator === '>') return difference > 0;
  if (operator === '<') return difference < 0;
  return operator === '>=' ? difference >= 0 : difference <= 0;
}

const FIELDS: Readonly<Record<string, ((intent: Stripe.PaymentIntent) => string | number | null) | undefined>> = {
  amount: (intent) => intent.amount,
  created: (intent) => intent.created,
  currency: (intent) => intent.currency,
  customer: (intent) => idOf(intent.customer),
  status: (intent) => intent.status,
};
