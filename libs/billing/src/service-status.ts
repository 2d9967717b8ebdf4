import { addDays, dayIn, daysBetween, type PlainDate, startOfDay, type TimeZone } from '@perennial/calendar';

/**
 * Something that holds back grace and suspension for a while: an extension the operator allowed, a bank transfer that is being
 * looked at. It is no state of its own: when it is over, the service is where it would have been.
 */
export interface Overlay {
  readonly kind: 'extension' | 'transfer_in_review';
  readonly from: PlainDate;
  /** The first day on which it no longer holds. */
  readonly until: PlainDate;
}

/** What a workspace has paid for and what it was promised for the time after. */
export interface Coverage {
  /** The first day that is no longer paid for; null for a plan without end (Free). */
  readonly endsOn: PlainDate | null;
  /** Days given on top (bonus, extension). They are used up after the paid ones and don't move the day that is billed. */
  readonly grantedDays: number;
  readonly overlays: readonly Overlay[];
  readonly trial: boolean;
  readonly cancelAtEnd: boolean;
  readonly canceledAt: Date | null;
  /** Since when automatic payment has been failing; service goes on in full. */
  readonly pastDueSince: Date | null;
  /** The free plan that goes on when the covered time is over: nothing is suspended then and nothing deleted. */
  readonly fallsBackTo: string | null;
  readonly graceDays: number;
  readonly retentionDays: number;
  /** The zone the periods were sold in; a workspace that moves keeps the days it bought. */
  readonly timeZone: TimeZone;
}

export type ServiceState = 'trialing' | 'active' | 'past_due' | 'non_renewing' | 'grace' | 'suspended' | 'expired' | 'canceled';

/** full: everything. read-only: look, export and pay. none: pay only. */
export type ServiceAccess = 'full' | 'read-only' | 'none';

export type ServiceEvent = 'paid-period-ends' | 'grace-ends' | 'data-deleted';

export interface ServiceStatus {
  readonly state: ServiceState;
  readonly access: ServiceAccess;
  /** The last day that is paid for or was given. */
  readonly paidThrough: PlainDate | null;
  /** The last day of full service when nothing is paid. */
  readonly graceThrough: PlainDate | null;
  /** The last day on which the data is still there. */
  readonly dataKeptThrough: PlainDate | null;
  /** Covered days still to come, today included. */
  readonly daysLeft: number | null;
  readonly next: readonly { readonly at: Date; readonly on: PlainDate; readonly event: ServiceEvent }[];
}

/** The days on which the service changes when nothing is done. */
export interface ServiceLimits {
  /** The first day that is neither paid for nor given. */
  readonly coveredUntil: PlainDate;
  readonly graceStartsOn: PlainDate;
  readonly graceEndsOn: PlainDate;
  /** Null where a free plan goes on. */
  readonly deletesOn: PlainDate | null;
}

/**
 * The state of the service at an instant. A pure function of what was sold, so that a late job can neither grant nor deny:
 * whoever asks computes it anew.
 * @example serviceAt({ ...coverage, endsOn: '2027-02-10', graceDays: 7 }, new Date('2027-02-12T00:00:00Z')).state // 'grace'
 */
export function serviceAt(coverage: Coverage, now: Date): ServiceStatus {
  const limits = serviceLimits(coverage);
  const state = stateAt(coverage, limits, now);
  return {
    state,
    access: ACCESS[state],
    paidThrough: lastDayBefore(limits?.coveredUntil ?? null),
    graceThrough: lastDayBefore(limits?.graceEndsOn ?? null),
    dataKeptThrough: lastDayBefore(limits?.deletesOn ?? null),
    daysLeft: limits === null ? null : Math.max(0, daysBetween(dayIn(now, coverage.timeZone), limits.coveredUntil)),
    next: limits === null ? [] : eventsAfter(limits, coverage.timeZone, now),
  };
}

/** Whether what was bought is over and a free plan has taken its place. */
export function isBackOnFree(coverage: Coverage, now: Date): boolean {
  const limits = serviceLimits(coverage);
  return coverage.fallsBackTo !== null && limits !== null && dayIn(now, coverage.timeZone) >= limits.graceStartsOn;
}

/**
 * When grace begins, when it ends, and when the data goes; null for a plan without end. A trial and a plan that was told to end
 * get no grace: nobody expects them to go on.
 */
export function serviceLimits(c: Coverage): ServiceLimits | null {
  if (c.endsOn === null) return null;
  const coveredUntil = addDays(c.endsOn, c.grantedDays);
  const graceStartsOn = heldBack(coveredUntil, c.overlays);
  if (c.fallsBackTo !== null) return { coveredUntil, graceStartsOn, graceEndsOn: graceStartsOn, deletesOn: null };
  const graceDays = c.trial || c.cancelAtEnd || c.canceledAt !== null ? 0 : c.graceDays;
  const graceEndsOn = heldBack(addDays(graceStartsOn, graceDays), c.overlays);
  return { coveredUntil, graceStartsOn, graceEndsOn, deletesOn: heldBack(addDays(graceEndsOn, c.retentionDays), c.overlays) };
}

const ACCESS: Readonly<Record<ServiceState, ServiceAccess>> = {
  trialing: 'full', active: 'full', past_due: 'full', non_renewing: 'full', grace: 'full', suspended: 'read-only', expired: 'none', canceled: 'read-only',
};

// An overlay holds back what would happen while it lasts; what has happened before it began stays.
function heldBack(day: PlainDate, overlays: readonly Overlay[]): PlainDate {
  return [...overlays]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .reduce((held, { from, until }) => (from <= held && until > held ? until : held), day);
}

function stateAt(c: Coverage, limits: ServiceLimits | null, now: Date): ServiceState {
  const today = dayIn(now, c.timeZone);
  if (limits !== null && limits.deletesOn !== null && today >= limits.deletesOn) return 'expired';
  if (c.canceledAt !== null && now >= c.canceledAt) return 'canceled';
  if (limits === null || today < limits.graceStartsOn) return runningState(c);
  if (c.fallsBackTo !== null) return 'active';
  // A transfer that is shown after the suspension opens the service while it is being looked at.
  const held = c.overlays.some(({ from, until }) => from <= today && today < until);
  return today < limits.graceEndsOn || held ? 'grace' : 'suspended';
}

function runningState(c: Coverage): ServiceState {
  if (c.trial) return 'trialing';
  if (c.cancelAtEnd) return 'non_renewing';
  return c.pastDueSince === null ? 'active' : 'past_due';
}

function eventsAfter(limits: ServiceLimits, zone: TimeZone, now: Date): ServiceStatus['next'] {
  const events: { on: PlainDate; event: ServiceEvent }[] = [{ on: limits.coveredUntil, event: 'paid-period-ends' }];
  if (limits.graceEndsOn > limits.coveredUntil) events.push({ on: limits.graceEndsOn, event: 'grace-ends' });
  if (limits.deletesOn !== null) events.push({ on: limits.deletesOn, event: 'data-deleted' });
  return events.map(({ on, event }) => ({ at: startOfDay(on, zone), on, event })).filter(({ at }) => at > now);
}

function lastDayBefore(day: PlainDate | null): PlainDate | null {
  return day === null ? null : addDays(day, -1);
}
