import { addMonths, type PlainDate } from './plain-date.js';

/** A half-open stretch of days `[start, end)`: `end` is the first day that no longer belongs to it. */
export interface Period {
  readonly start: PlainDate;
  readonly end: PlainDate;
}

/** How periods repeat: every `count` months or years, counted from `anchor`. */
export interface Cadence {
  readonly anchor: PlainDate;
  readonly interval: 'month' | 'year';
  readonly count: number;
}

/**
 * The `index`-th period of a cadence (0 starts at the anchor). Computed from the anchor each time, never from the
 * period before, so that an anchor on the 31st returns to the 31st after February.
 * @throws RangeError when the index or the count is not a whole number in range
 * @example periodAt({ anchor: '2027-01-31', interval: 'month', count: 1 }, 1) // { start: '2027-02-28', end: '2027-03-31' }
 */
export function periodAt(cadence: Cadence, index: number): Period {
  if (!Number.isInteger(index) || index < 0) throw new RangeError(`period index ${index}`);
  if (!Number.isInteger(cadence.count) || cadence.count < 1) throw new RangeError(`cadence count ${cadence.count}`);
  const months = cadence.count * (cadence.interval === 'year' ? 12 : 1);
  return { start: addMonths(cadence.anchor, index * months), end: addMonths(cadence.anchor, (index + 1) * months) };
}
