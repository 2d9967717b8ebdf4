import { addMonths, type PlainDate } from '@perennial/calendar';

/** What is sold at a time: a month or a year of service. */
export type Interval = 'month' | 'year';

/**
 * A half-open stretch of service `[start, end)`, remembered as distances in months from the anchor day. Distances, not
 * the last end, are what the next term is computed from: a payer of the 31st who renews in February is back on the 31st
 * in March, also when a monthly plan becomes a yearly one in between.
 */
export interface Term {
  readonly anchor: PlainDate;
  readonly fromMonths: number;
  readonly toMonths: number;
  readonly start: PlainDate;
  readonly end: PlainDate;
}

export const MONTHS_IN: Readonly<Record<Interval, number>> = { month: 1, year: 12 };

/**
 * The term of one interval that begins `fromMonths` after the anchor.
 * @throws RangeError when the distance is not a whole number of months
 * @example termFrom('2027-01-31', 1, 'month') // start '2027-02-28', end '2027-03-31'
 */
export function termFrom(anchor: PlainDate, fromMonths: number, interval: Interval): Term {
  if (!Number.isSafeInteger(fromMonths)) throw new RangeError(`not a number of months: ${fromMonths}`);
  const toMonths = fromMonths + MONTHS_IN[interval];
  return { anchor, fromMonths, toMonths, start: addMonths(anchor, fromMonths), end: addMonths(anchor, toMonths) };
}

/**
 * `count` terms in a row, each beginning where the one before ends.
 * @throws RangeError when `count` is not a whole number between 1 and 60
 */
export function termsFrom(anchor: PlainDate, fromMonths: number, interval: Interval, count: number): Term[] {
  if (!Number.isInteger(count) || count < 1 || count > MAX_TERMS) throw new RangeError(`not a number of terms: ${count}`);
  return Array.from({ length: count }, (_, k) => termFrom(anchor, fromMonths + k * MONTHS_IN[interval], interval));
}

const MAX_TERMS = 60;
