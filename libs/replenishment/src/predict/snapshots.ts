import { addDays, type PlainDate } from '@perennial/calendar';
import { MIN_STAGE_GAPS, SNAPSHOT_GROWTH } from './constants.js';

export interface ClosedOnDay {
  readonly day: PlainDate;
  readonly gaps: number;
}

/**
 * The days on which the shop's priors are taken, so that a past prediction can be repeated with what was known then. A new
 * snapshot is due when a quarter as many gaps more have closed: early on every few days, later rarely, so the work of all of
 * them stays within a small multiple of the last. The last one is `asOf`; a snapshot knows the gaps closed before its day.
 * @param closed gaps closed per day, in order of days
 */
export function snapshotDays(closed: readonly ClosedOnDay[], asOf: PlainDate): PlainDate[] {
  const days: PlainDate[] = [];
  let known = 0;
  let taken = 0;
  for (const { day, gaps } of closed) {
    if (day >= asOf) break;
    known += gaps;
    const next = addDays(day, 1);
    if (next < asOf && known >= Math.max(taken * SNAPSHOT_GROWTH, taken + MIN_STAGE_GAPS)) {
      days.push(next);
      taken = known;
    }
  }
  return [...days, asOf];
}
