import { daysBetween, type PlainDate } from '@perennial/calendar';

/**
 * The common days of one customer's reminders: each is the first day of a group, and what is due within the window after it comes
 * along. The first day and no later one, because every day is already the last that leaves time for the delivery.
 * @returns the days of the messages, in the order of `days`
 * @example mergedDays(['2027-03-05', '2027-03-01', '2027-03-03'], 3) // ['2027-03-05', '2027-03-01', '2027-03-01']
 */
export function mergedDays(days: readonly PlainDate[], windowDays: number): PlainDate[] {
  const common = new Map<PlainDate, PlainDate>();
  let first: PlainDate | null = null;
  for (const day of days.toSorted()) {
    if (first === null || daysBetween(first, day) > windowDays) first = day;
    common.set(day, first);
  }
  return days.map((day) => common.get(day) as PlainDate);
}
