import { dayIn, type PlainDate } from '@perennial/calendar';
import { type Coverage, serviceAt } from './service-status.js';
import { type Interval, type Term, termsFrom } from './term.js';

/** A subscription as far as its renewal is concerned. */
export interface Renewable extends Coverage {
  readonly anchor: PlainDate;
  /** Where the paid time ends, in months from the anchor. */
  readonly endsAtMonths: number;
}

export interface RenewalChoice {
  readonly interval: Interval;
  /** How many intervals are bought at once. */
  readonly terms: number;
}

/**
 * Which days a payment buys.
 * - `old-end`: paid early or in grace; the new time begins where the old one ends, so no day is lost and none is paid twice.
 * - `payment`: the service had stopped (or never had an end); the new time begins on the day of payment, which is the new anchor.
 */
export interface Renewal {
  readonly basis: 'old-end' | 'payment';
  readonly terms: readonly Term[];
  readonly start: PlainDate;
  readonly end: PlainDate;
}

/**
 * The days a renewal adds when it is paid at `now`.
 * @example a month that ends on 2027-03-10, renewed on 2027-02-18, then runs 2027-03-10 to 2027-04-10: nothing is lost by paying early
 */
export function decideRenewal(subscription: Renewable, choice: RenewalChoice, now: Date): Renewal {
  const { state } = serviceAt(subscription, now);
  const goesOn = subscription.endsOn !== null && CONTINUING.has(state);
  return renewalOn(subscription, choice, goesOn ? 'old-end' : 'payment', now);
}

/**
 * The days a renewal adds on a basis that was agreed before: a quote confirmed on the last evening of grace is kept when the
 * money arrives after midnight.
 */
export function renewalOn(subscription: Renewable, choice: RenewalChoice, basis: Renewal['basis'], now: Date): Renewal {
  return basis === 'old-end'
    ? renewal(basis, termsFrom(subscription.anchor, subscription.endsAtMonths, choice.interval, choice.terms))
    : renewal(basis, termsFrom(dayIn(now, subscription.timeZone), 0, choice.interval, choice.terms));
}

// In grace the service was given, so it is paid for; after that nothing was given and nothing is owed.
const CONTINUING: ReadonlySet<string> = new Set(['trialing', 'active', 'non_renewing', 'grace']);

function renewal(basis: Renewal['basis'], terms: readonly Term[]): Renewal {
  const [first] = terms;
  const last = terms.at(-1);
  if (!first || !last) throw new RangeError('a renewal has at least one term');
  return { basis, terms, start: first.start, end: last.end };
}
