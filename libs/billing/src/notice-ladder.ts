import { addDays, instantAt, type PlainDate } from '@perennial/calendar';
import { type Coverage, serviceLimits, type ServiceLimits } from './service-status.js';

/** The notices of one paid period, in the order in which they come. */
export const NOTICE_KINDS = [
  'expiry-30', 'expiry-15', 'expiry-7', 'expiry-3', 'expiry-1', 'expiry-0', 'grace-started', 'before-suspension',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface PlannedNotice {
  readonly kind: NoticeKind;
  /** The local day on which it is sent. */
  readonly on: PlainDate;
  readonly dueAt: Date;
}

/**
 * The notices of the paid period that ends now, at nine in the morning of the subscription's zone. Day 0 is the last paid
 * day; grace starts the day after. There is at most one a day, the more urgent one, and none for a plan without end.
 */
export function noticeLadder(coverage: Coverage): PlannedNotice[] {
  const limits = serviceLimits(coverage);
  if (limits === null || coverage.canceledAt !== null) return [];
  const byDay = new Map<PlainDate, NoticeKind>();
  for (const { kind, on } of steps(limits)) byDay.set(on, kind);
  return [...byDay].map(([on, kind]) => ({ kind, on, dueAt: instantAt(on, SEND_AT, coverage.timeZone) }));
}

/**
 * The notice to send at `now`, or null. Of several that came due while nobody looked (a stopped worker) only the newest is
 * worth a mail; what was due before the period was sold is not: whoever bought 28 days today needs no word of day 30.
 */
export function noticeAt(ladder: readonly PlannedNotice[], soldAt: Date, now: Date): PlannedNotice | null {
  return ladder.findLast((notice) => notice.dueAt > soldAt && notice.dueAt <= now) ?? null;
}

/** The first notice after `now`, or null. */
export function noticeAfter(ladder: readonly PlannedNotice[], now: Date): PlannedNotice | null {
  return ladder.find((notice) => notice.dueAt > now) ?? null;
}

/**
 * Whether a contact hears a notice. The first hears all of them, the others only when it becomes serious: three days before
 * the end and later.
 * @param position 1 for the first contact
 */
export function hears(position: number, kind: NoticeKind): boolean {
  return position === 1 || NOTICE_KINDS.indexOf(kind) >= NOTICE_KINDS.indexOf('expiry-3');
}

const SEND_AT = '09:00';
const DAYS_BEFORE = [30, 15, 7, 3, 1, 0] as const;

function steps({ coveredUntil, graceStartsOn, graceEndsOn }: ServiceLimits): { kind: NoticeKind; on: PlainDate }[] {
  const lastDay = addDays(coveredUntil, -1);
  const planned: { kind: NoticeKind; on: PlainDate }[] = DAYS_BEFORE.map((days) => ({ kind: `expiry-${days}`, on: addDays(lastDay, -days) }));
  if (graceEndsOn > graceStartsOn) {
    planned.push({ kind: 'grace-started', on: graceStartsOn }, { kind: 'before-suspension', on: addDays(graceEndsOn, -1) });
  }
  return planned;
}
