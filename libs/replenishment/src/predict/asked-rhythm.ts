import { addDays, laterOf, type PlainDate } from '@perennial/calendar';
import { LESS_OFTEN, MAX_WEEKS } from './constants.js';

/** From about every `fromWeeks` weeks to every `toWeeks` weeks. */
export interface SlowerRhythm {
  readonly fromWeeks: number;
  readonly toWeeks: number;
}

/**
 * "Less often": half as long again, in whole weeks, and at least a week longer than about now. Null when that would be rarer than once a year.
 * @param typicalDays how long the open cycle is expected to last
 * @example lessOften(35) // { fromWeeks: 5, toWeeks: 8 }
 */
export function lessOften(typicalDays: number): SlowerRhythm | null {
  const weeks = typicalDays / 7;
  const fromWeeks = Math.max(1, Math.round(weeks));
  const toWeeks = Math.min(MAX_WEEKS, Math.max(Math.ceil(LESS_OFTEN * weeks), fromWeeks + 1));
  return toWeeks > fromWeeks ? { fromWeeks, toWeeks } : null;
}

/** The day that "every n weeks" means for the cycle in which it is said: so long after the last order, or today when that has passed. */
export function nextAfterWeeks(weeks: number, lastOrderedOn: PlainDate, today: PlainDate): PlainDate {
  return laterOf(addDays(lastOrderedOn, 7 * weeks), today);
}
