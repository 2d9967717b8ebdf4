import { addDays, daysBetween, laterOf, type PlainDate } from '@perennial/calendar';
import { HORIZON_DAYS, MAX_CONDITION } from '../predict/constants.js';
import { type GapDistribution, remainingDaysAt, shareBy } from '../predict/distribution.js';
import { FOLLOW_UP_MIN_DAYS, FOLLOW_UP_SHARE, STEP_DAYS } from './constants.js';

/** When a rule's first reminder goes out. `leadDays`: time for the delivery, at least. */
export interface RuleTiming {
  readonly timing: 'before-expected' | 'after-purchase' | 'best-day';
  readonly leadDays: number;
  /** after-purchase: so many days after it. */
  readonly afterDays: number | null;
}

/** What is known of an open cycle, as far as the day of its reminders depends on it. Nothing in it moves merely because a day passes. */
export interface Outlook extends GapDistribution {
  readonly openedOn: PlainDate;
  /** Somebody named a day; then it is `dueOn`, and the rhythm says nothing. */
  readonly own: boolean;
  readonly dueOn: PlainDate;
  readonly notBefore: PlainDate | null;
  readonly windowTo: PlainDate;
}

/**
 * The day of the first reminder. A lead longer than half the gap counts as half of it: nobody needs coffee the day after coffee.
 * A day somebody named goes before every kind of rule.
 * @example sendDay({ timing: 'before-expected', leadDays: 5, afterDays: null }, outlookDueOn('2027-03-31')) // '2027-03-26'
 */
export function sendDay({ timing, leadDays, afterDays }: RuleTiming, outlook: Outlook): PlainDate {
  const { openedOn, own, dueOn, notBefore } = outlook;
  if (own) return addDays(dueOn, -leadDays);
  const middle = daysBetween(openedOn, dueOn);
  const latest = Math.max(middle - leadDays, Math.floor(middle / 2));
  const day = timing === 'after-purchase' ? (afterDays ?? 0) : timing === 'best-day' ? bestDay(outlook, middle, latest) : latest;
  const on = addDays(openedOn, day);
  return notBefore === null ? on : laterOf(on, notBefore);
}

/**
 * Of the days from one step before the middle to `latest` the one after which a purchase within the horizon is likeliest, given
 * that there was none until then; of equally good ones the last.
 */
function bestDay(outlook: Outlook, middle: number, latest: number): number {
  const earliest = Math.min(latest, Math.max(middle - STEP_DAYS, 1));
  const days = Array.from({ length: latest - earliest + 1 }, (_, i) => latest - i);
  const chances = days.map((day) => {
    const passed = Math.min(shareBy(outlook, day), MAX_CONDITION);
    return Math.round(((shareBy(outlook, day + HORIZON_DAYS) - passed) / (1 - passed)) * 1e9);
  });
  return days[chances.indexOf(Math.max(...chances))] as number;
}

/**
 * The day of the follow-up: the three-quarter point of those who had not bought by the first reminder. Conditioned on that day
 * and not on today: seen from each new day the point lies ahead of it, and the follow-up would never come.
 * @param firstOn the day of the first reminder
 */
export function followUpDay(outlook: Outlook, firstOn: PlainDate): PlainDate {
  const { openedOn, own, notBefore, windowTo } = outlook;
  const passed = Math.min(shareBy(outlook, Math.max(0, daysBetween(openedOn, firstOn))), MAX_CONDITION);
  const point = own ? windowTo : addDays(openedOn, Math.round(remainingDaysAt(outlook, passed, FOLLOW_UP_SHARE)));
  const on = laterOf(point, addDays(firstOn, FOLLOW_UP_MIN_DAYS));
  return notBefore === null ? on : laterOf(on, notBefore);
}
