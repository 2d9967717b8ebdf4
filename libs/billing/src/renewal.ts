import { dayIn, daysBetween, earlierOf, laterOf, type PlainDate } from '@perennial/calendar';
import { type Coverage, isBackOnFree, serviceAt, serviceLimits } from './service-status.js';
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

/** Where the paid time ends, as it changes. */
export type PaidEnd = Pick<Renewable, 'anchor' | 'endsAtMonths' | 'grantedDays'> & { readonly endsOn: PlainDate };

/**
 * The days a renewal adds when it is paid at `now`.
 * @example a month that ends on 2027-03-10, renewed on 2027-02-18, then runs 2027-03-10 to 2027-04-10: nothing is lost by paying early
 */
export function decideRenewal(subscription: Renewable, choice: RenewalChoice, now: Date): Renewal {
  return renewalOn(subscription, choice, goesOn(subscription, now) ? 'old-end' : 'payment', now);
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

/** Where the paid time ends after a renewal. Days given before stay at the end of it; after a stop they had been used up. */
export function endAfterRenewal(subscription: Renewable, { basis, terms }: Renewal): PaidEnd {
  const last = terms.at(-1);
  if (!last) throw new RangeError('a renewal has at least one term');
  return { anchor: last.anchor, endsAtMonths: last.toMonths, endsOn: last.end, grantedDays: basis === 'old-end' ? subscription.grantedDays : 0 };
}

/**
 * Where the covered time ends after days were given. They come on top of what is there; where the service had stopped they
 * begin today, so that none of them is gone before it could be used.
 * @throws RangeError for a plan without end, or when `days` is not a positive whole number
 */
export function endAfterGrant(subscription: Renewable, days: number, now: Date): PaidEnd {
  const { anchor, endsAtMonths, endsOn, grantedDays, timeZone } = subscription;
  if (endsOn === null) throw new RangeError('a plan without end needs no days');
  if (!Number.isSafeInteger(days) || days < 1) throw new RangeError(`not a number of days: ${days}`);
  if (goesOn(subscription, now)) return { anchor, endsAtMonths, endsOn, grantedDays: grantedDays + days };
  const today = dayIn(now, timeZone);
  return { anchor: today, endsAtMonths: 0, endsOn: today, grantedDays: days };
}

/** What of the covered time is still to come, from a day on. */
export interface Unused {
  readonly paidDays: number;
  readonly grantedDays: number;
}

/**
 * Takes back what is still to come when its money is paid back: the paid days, and the given ones, which came with them.
 * @returns where the covered time ends then, and how many days were taken
 * @throws RangeError for a plan without end
 */
export function endAfterTakingBack(subscription: Renewable, now: Date): { readonly end: PaidEnd; readonly taken: Unused } {
  const { anchor, endsAtMonths, endsOn, grantedDays, timeZone } = subscription;
  const limits = serviceLimits(subscription);
  if (endsOn === null || limits === null) throw new RangeError('a plan without end has nothing to take back');
  const today = dayIn(now, timeZone);
  const on = earlierOf(today, limits.coveredUntil);
  const taken = { paidDays: Math.max(0, daysBetween(on, endsOn)), grantedDays: daysBetween(laterOf(on, endsOn), limits.coveredUntil) };
  if (taken.paidDays + taken.grantedDays === 0) return { end: { anchor, endsAtMonths, endsOn, grantedDays }, taken };
  return { end: { anchor: on, endsAtMonths: 0, endsOn: on, grantedDays: 0 }, taken };
}

/** Whether a plan's service is being given, so that what is paid now continues it. In grace it is given, so it is paid for. */
function goesOn(subscription: Renewable, now: Date): boolean {
  return subscription.endsOn !== null && !isBackOnFree(subscription, now) && CONTINUING.has(serviceAt(subscription, now).state);
}

const CONTINUING: ReadonlySet<string> = new Set(['trialing', 'active', 'past_due', 'non_renewing', 'grace']);

function renewal(basis: Renewal['basis'], terms: readonly Term[]): Renewal {
  const [first] = terms;
  const last = terms.at(-1);
  if (!first || !last) throw new RangeError('a renewal has at least one term');
  return { basis, terms, start: first.start, end: last.end };
}
