import { addDays, dayIn, daysBetween, type PlainDate, startOfDay, type TimeZone } from '@perennial/calendar';

/** What a workspace has paid for and what it was promised for the time after. */
export interface Coverage {
  /** The first day that is no longer paid for; null for a plan without end (Free). */
  readonly endsOn: PlainDate | null;
  readonly trial: boolean;
  readonly cancelAtEnd: boolean;
  readonly canceledAt: Date | null;
  readonly graceDays: number;
  readonly retentionDays: number;
  /** The zone the periods were sold in; a workspace that moves keeps the days it bought. */
  readonly timeZone: TimeZone;
}

export type ServiceState = 'trialing' | 'active' | 'non_renewing' | 'grace' | 'suspended' | 'expired' | 'canceled';

/** full: everything. read-only: look, export and pay. none: pay only. */
export type ServiceAccess = 'full' | 'read-only' | 'none';

export type ServiceEvent = 'paid-period-ends' | 'grace-ends' | 'data-deleted';

export interface ServiceStatus {
  readonly state: ServiceState;
  readonly access: ServiceAccess;
  /** The last day that is paid for. */
  readonly paidThrough: PlainDate | null;
  /** The last day of full service when nothing is paid. */
  readonly graceThrough: PlainDate | null;
  /** The last day on which the data is still there. */
  readonly dataKeptThrough: PlainDate | null;
  /** Paid days still to come, today included. */
  readonly daysLeft: number | null;
  readonly next: readonly { readonly at: Date; readonly on: PlainDate; readonly event: ServiceEvent }[];
}

/**
 * The state of the service at an instant. A pure function of what was sold, so that a late job can neither grant nor deny:
 * whoever asks computes it anew.
 * @example serviceAt({ ...coverage, endsOn: '2027-02-10', graceDays: 7 }, new Date('2027-02-12T00:00:00Z')).state // 'grace'
 */
export function serviceAt(coverage: Coverage, now: Date): ServiceStatus {
  const limits = limitsOf(coverage);
  const state = stateAt(coverage, limits, now);
  const daysLeft = coverage.endsOn === null ? null : Math.max(0, daysBetween(dayIn(now, coverage.timeZone), coverage.endsOn));
  return {
    state,
    access: ACCESS[state],
    paidThrough: lastDayBefore(coverage.endsOn),
    graceThrough: lastDayBefore(limits?.graceEndsOn ?? null),
    dataKeptThrough: lastDayBefore(limits?.deletesOn ?? null),
    daysLeft,
    next: limits === null ? [] : eventsAfter(limits, coverage.timeZone, now),
  };
}

const ACCESS: Readonly<Record<ServiceState, ServiceAccess>> = {
  trialing: 'full', active: 'full', non_renewing: 'full', grace: 'full', suspended: 'read-only', expired: 'none', canceled: 'read-only',
};

interface Limits {
  readonly endsOn: PlainDate;
  readonly graceEndsOn: PlainDate;
  readonly deletesOn: PlainDate;
}

// A trial and a plan that was told to end get no grace: nobody expects them to go on.
function limitsOf(c: Coverage): Limits | null {
  if (c.endsOn === null) return null;
  const graceDays = c.trial || c.cancelAtEnd || c.canceledAt !== null ? 0 : c.graceDays;
  const graceEndsOn = addDays(c.endsOn, graceDays);
  return { endsOn: c.endsOn, graceEndsOn, deletesOn: addDays(graceEndsOn, c.retentionDays) };
}

function stateAt(c: Coverage, limits: Limits | null, now: Date): ServiceState {
  const today = dayIn(now, c.timeZone);
  if (limits !== null && today >= limits.deletesOn) return 'expired';
  if (c.canceledAt !== null && now >= c.canceledAt) return 'canceled';
  if (limits === null || today < limits.endsOn) return c.trial ? 'trialing' : c.cancelAtEnd ? 'non_renewing' : 'active';
  return today < limits.graceEndsOn ? 'grace' : 'suspended';
}

function eventsAfter(limits: Limits, zone: TimeZone, now: Date): ServiceStatus['next'] {
  const events: { on: PlainDate; event: ServiceEvent }[] = [{ on: limits.endsOn, event: 'paid-period-ends' }];
  if (limits.graceEndsOn > limits.endsOn) events.push({ on: limits.graceEndsOn, event: 'grace-ends' });
  events.push({ on: limits.deletesOn, event: 'data-deleted' });
  return events.map(({ on, event }) => ({ at: startOfDay(on, zone), on, event })).filter(({ at }) => at > now);
}

function lastDayBefore(day: PlainDate | null): PlainDate | null {
  return day === null ? null : addDays(day, -1);
}
