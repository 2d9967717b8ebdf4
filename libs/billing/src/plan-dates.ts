import { dayIn, type PlainDate } from '@perennial/calendar';
import { debitLadder } from './auto-renewal.js';
import { type NoticeChoice, noticeLadder } from './notice-ladder.js';
import { type Coverage, serviceAt } from './service-status.js';

/** One day in a plan's life worth an entry in a calendar. */
export interface PlanDate {
  readonly on: PlainDate;
  readonly what: 'paid-through' | 'grace-through' | 'data-kept-through' | 'notice' | 'debit';
  /** What makes it the same entry when the calendar is read again. */
  readonly key: string;
}

/**
 * The days of the paid time that ends now, from `now` on: its last day, those of grace and of the data, the notices, and with
 * automatic renewal the days on which the card is debited. In order.
 * @param renewsAutomatically what the hour of the debit is drawn from; null when nothing is debited
 */
export function planDates(coverage: Coverage, choice: NoticeChoice, renewsAutomatically: string | null, now: Date): PlanDate[] {
  const { endsOn } = coverage;
  if (endsOn === null) return [];
  const { paidThrough, graceThrough, dataKeptThrough } = serviceAt(coverage, now);
  const dates: PlanDate[] = noticeLadder(coverage, choice)
    .filter(({ dueAt }) => dueAt > now)
    .map(({ kind, on }) => ({ on, what: 'notice', key: `${endsOn}:${kind}` }));
  if (renewsAutomatically !== null) {
    for (const { step, on, dueAt } of debitLadder(coverage, renewsAutomatically)) if (dueAt > now) dates.push({ on, what: 'debit', key: `${endsOn}:${step}` });
  }
  const today = dayIn(now, coverage.timeZone);
  const ends = [
    { on: paidThrough, what: 'paid-through' },
    { on: graceThrough === paidThrough ? null : graceThrough, what: 'grace-through' },
    { on: dataKeptThrough, what: 'data-kept-through' },
  ] as const;
  for (const { on, what } of ends) if (on !== null && on >= today) dates.push({ on, what, key: `${endsOn}:${what}` });
  return dates.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
