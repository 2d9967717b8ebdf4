import { addDays, daysBetween, type PlainDate } from '@perennial/calendar';
import { ASKED_GAPS, LATER_GAPS, RAN_OUT_DAYS } from './constants.js';
import type { Pair } from './visits.js';

/** A word about a pair that moves its date, as it was kept. Stops are not among them: they silence, and predict nothing. */
export interface Statement {
  readonly customerId: string;
  readonly productId: string;
  /** Which cycle it was said about. */
  readonly openedOn: PlainDate;
  readonly kind: 'expected-on' | 'ran-out' | 'every-n-weeks' | 'usual-rhythm' | 'still-have-some';
  readonly by: 'customer' | 'staff';
  readonly saidOn: PlainDate;
  /** The day in force for that cycle, or the first day of a range. */
  readonly day: PlainDate | null;
  readonly dayTo: PlainDate | null;
  readonly weeks: number | null;
  /** What the engine said then. */
  readonly predictedOn: PlainDate | null;
}

/** The day somebody named for the open cycle, while it is in force. */
export interface OwnDay {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly by: 'customer' | 'staff';
  readonly basis: 'customer-date' | 'staff-date' | 'ran-out' | 'every-n-weeks';
}

/** What counts like a gap of e^x days without being one. */
export interface PseudoGap {
  readonly x: number;
  readonly weight: number;
}

/** All that was said about a pair, as far as it matters to its open cycle. */
export interface Said {
  readonly own: OwnDay | null;
  readonly stillHadSomeOn: PlainDate | null;
  /** The rhythm asked for, until it is taken back. */
  readonly everyWeeks: number | null;
  readonly pseudoGaps: readonly PseudoGap[];
}

export const NOTHING_SAID: Said = { own: null, stillHadSomeOn: null, everyWeeks: null, pseudoGaps: [] };

/** @param statements in the order in which they were made; those after `asOf` are not known yet */
export function saidOf(pair: Pick<Pair, 'customerId' | 'productId' | 'lastOrderedOn'>, statements: readonly Statement[], asOf: PlainDate): Said {
  const about = statements.filter((s) => s.customerId === pair.customerId && s.productId === pair.productId && s.saidOn <= asOf);
  const ofCycle = about.filter((s) => s.openedOn === pair.lastOrderedOn);
  const everyWeeks = about.findLast(({ kind }) => kind === 'every-n-weeks' || kind === 'usual-rhythm')?.weeks ?? null;
  const laterDays = laterDaysOf(about.filter((s) => s.openedOn < pair.lastOrderedOn));
  return {
    own: ownDayOf(ofCycle, everyWeeks, asOf),
    stillHadSomeOn: ofCycle.findLast(({ kind }) => kind === 'still-have-some')?.saidOn ?? null,
    everyWeeks,
    pseudoGaps: [
      ...(everyWeeks === null ? [] : [{ x: Math.log(7 * everyWeeks), weight: ASKED_GAPS }]),
      ...(laterDays === null ? [] : [{ x: Math.log(laterDays), weight: LATER_GAPS }]),
    ],
  };
}

/** The middle of a range, the earlier day of an even one. */
export function middleOf(from: PlainDate, to: PlainDate): PlainDate {
  return addDays(from, Math.floor(daysBetween(from, to) / 2));
}

/** The newest day named in the cycle, in force until it has passed. Having run out is so for a while, unless something turned up after all. */
function ownDayOf(ofCycle: readonly Statement[], everyWeeks: number | null, asOf: PlainDate): OwnDay | null {
  const newest = ofCycle.findLastIndex(({ kind }) => kind === 'expected-on' || kind === 'ran-out' || kind === 'every-n-weeks');
  const statement = ofCycle[newest];
  if (!statement || statement.day === null) return null;
  const { kind, by, day: from, dayTo } = statement;
  const to = dayTo ?? from;
  if (kind === 'ran-out') {
    const foundSome = ofCycle.slice(newest).some((later) => later.kind === 'still-have-some');
    return foundSome || addDays(from, RAN_OUT_DAYS) < asOf ? null : { from, to, by, basis: 'ran-out' };
  }
  if (to < asOf) return null;
  if (kind === 'every-n-weeks') return everyWeeks === null ? null : { from, to, by, basis: 'every-n-weeks' };
  return { from, to, by, basis: `${by}-date` };
}

/** How long a cycle should have lasted by the newest day named in an earlier one, when that was later than predicted. */
function laterDaysOf(ofEarlierCycles: readonly Statement[]): number | null {
  const newest = ofEarlierCycles.findLast(({ kind }) => kind === 'expected-on');
  if (!newest || newest.day === null || newest.predictedOn === null) return null;
  const day = middleOf(newest.day, newest.dayTo ?? newest.day);
  return day > newest.predictedOn ? daysBetween(newest.openedOn, day) : null;
}
