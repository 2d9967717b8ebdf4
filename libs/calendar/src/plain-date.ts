import { Temporal } from 'temporal-polyfill';

/** A calendar day without a zone, `YYYY-MM-DD`. Plain text, so that it compares with `<` and travels as it is. */
export type PlainDate = string;

/**
 * Checks that a text is a real day between the years 1900 and 9999.
 * @example isPlainDate('2027-02-29') // false
 */
export function isPlainDate(text: string): text is PlainDate {
  if (!/^(19|[2-9]\d)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/**
 * The day `days` later (earlier when negative).
 * @example addDays('2028-02-28', 2) // '2028-03-01'
 */
export function addDays(date: PlainDate, days: number): PlainDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/**
 * The day `months` later, on the same day of the month or the month's last one. Always count from an anchor: chaining
 * loses the anchor day for good (31 Jan → 28 Feb → 28 Mar).
 * @example addMonths('2027-01-31', 1) // '2027-02-28'
 */
export function addMonths(date: PlainDate, months: number): PlainDate {
  return Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString();
}

/**
 * Days from `from` to `to`; negative when `to` is earlier.
 * @example daysBetween('2027-02-27', '2027-03-01') // 2
 */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** The later of two days. */
export function laterOf(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b;
}

/** The earlier of two days. */
export function earlierOf(a: PlainDate, b: PlainDate): PlainDate {
  return a < b ? a : b;
}
