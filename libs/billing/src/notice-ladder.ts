import { addDays, dayIn, instantAt, type PlainDate, type TimeZone } from '@perennial/calendar';
import { type Coverage, serviceLimits } from './service-status.js';

/** What a notice is about; `expiry-N` comes N days before the last paid day. */
export type NoticeKind = `expiry-${number}` | 'grace-started' | 'before-suspension' | 'before-deletion';

/** When a workspace wants to hear, and in whose time. */
export interface NoticeChoice {
  /** Days before the last paid day; 0 is that day itself. */
  readonly daysBefore: readonly number[];
  /** `HH:MM`, of the recipient's clock. */
  readonly sendAt: string;
  /** The recipient's zone; the subscription's when left out. */
  readonly timeZone?: TimeZone;
}

/** What everybody starts with. */
export const USUAL_NOTICES: NoticeChoice = { daysBefore: [30, 15, 7, 3, 1, 0], sendAt: '09:00' };

export interface PlannedNotice {
  readonly kind: NoticeKind;
  /** The local day on which it is sent. */
  readonly on: PlainDate;
  readonly dueAt: Date;
}

/**
 * The notices of the paid period that ends now, on the subscription's days, at the chosen time of the recipient's day. Day 0 is
 * the last paid day; grace starts the day after. There is at most one a day, the more urgent one, and none for a plan without
 * end; what was canceled is only told before its data goes.
 */
export function noticeLadder(coverage: Coverage, choice: NoticeChoice = USUAL_NOTICES): PlannedNotice[] {
  const planned = steps(coverage, choice.daysBefore).filter(({ kind }) => coverage.canceledAt === null || kind === 'before-deletion');
  const byDay = new Map<PlainDate, NoticeKind>();
  for (const { kind, on } of planned) byDay.set(on, kind);
  return [...byDay]
    .map(([on, kind]) => ({ kind, on, dueAt: instantAt(on, choice.sendAt, choice.timeZone ?? coverage.timeZone) }))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/**
 * The notice to send at `now`, or null. Of several that came due while nobody looked (a stopped worker) only the newest is
 * worth a mail; what was due before the period was sold is not: whoever bought 28 days today needs no word of day 30. One that is
 * late gives way to that of the day itself, so that nobody gets two in a day.
 * @param zone the recipient's
 */
export function noticeAt(ladder: readonly PlannedNotice[], soldAt: Date, now: Date, zone: TimeZone): PlannedNotice | null {
  const newest = ladder.findLast((notice) => notice.dueAt > soldAt && notice.dueAt <= now) ?? null;
  const today = dayIn(now, zone);
  return newest !== null && newest.on < today && ladder.some(({ on }) => on === today) ? null : newest;
}

/** The first notice after `now`, or null. */
export function noticeAfter(ladder: readonly PlannedNotice[], now: Date): PlannedNotice | null {
  return ladder.find((notice) => notice.dueAt > now) ?? null;
}

/**
 * Whether a contact hears a notice. The first hears all of them. The others hear when it becomes serious: from three days before the
 * end on, when nobody has read what was sent before, and from grace on in any case.
 * @param position 1 for the first contact
 * @param read whether any notice of this period was read
 */
export function hears(position: number, kind: NoticeKind, read: boolean): boolean {
  if (position === 1 || !isExpiry(kind)) return true;
  return !read && daysOf(kind) <= ESCALATION_DAYS;
}

const ESCALATION_DAYS = 3;

function isExpiry(kind: NoticeKind): kind is `expiry-${number}` {
  return kind.startsWith('expiry-');
}

function daysOf(kind: `expiry-${number}`): number {
  return Number(kind.slice('expiry-'.length));
}

function steps(coverage: Coverage, daysBefore: readonly number[]): { kind: NoticeKind; on: PlainDate }[] {
  const limits = serviceLimits(coverage);
  if (limits === null) return [];
  const { coveredUntil, graceStartsOn, graceEndsOn, deletesOn } = limits;
  const lastDay = addDays(coveredUntil, -1);
  const planned: { kind: NoticeKind; on: PlainDate }[] = [...daysBefore]
    .sort((a, b) => b - a)
    .map((days) => ({ kind: `expiry-${days}`, on: addDays(lastDay, -days) }));
  if (graceEndsOn > graceStartsOn) {
    planned.push({ kind: 'grace-started', on: graceStartsOn }, { kind: 'before-suspension', on: addDays(graceEndsOn, -1) });
  }
  if (deletesOn !== null && deletesOn > graceEndsOn) planned.push({ kind: 'before-deletion', on: addDays(deletesOn, -1) });
  return planned;
}
