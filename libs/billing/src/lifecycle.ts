import { type PlainDate, startOfDay } from '@perennial/calendar';
import { type Coverage, serviceAt, serviceLimits, type ServiceState } from './service-status.js';

/**
 * Where a plan may go from each state. A workspace without a plan is pending; it starts with a trial or by paying. Nobody is
 * sent from a running plan straight into deletion: what runs out is read-only first, so that its owner can take the data along.
 */
export const TRANSITIONS: Readonly<Record<ServiceState | 'pending', readonly ServiceState[]>> = {
  pending: ['trialing', 'active'],
  trialing: ['active', 'suspended', 'grace', 'canceled'],
  active: ['past_due', 'non_renewing', 'grace', 'suspended', 'canceled'],
  past_due: ['active', 'non_renewing', 'grace', 'suspended', 'canceled'],
  non_renewing: ['active', 'past_due', 'suspended', 'grace', 'canceled'],
  grace: ['active', 'suspended', 'expired', 'canceled'],
  suspended: ['active', 'grace', 'expired', 'canceled'],
  expired: ['active'],
  canceled: ['active', 'past_due', 'non_renewing', 'trialing', 'grace', 'suspended', 'expired'],
};

/** A step from one state to the next, and since when. */
export interface Transition {
  readonly from: ServiceState;
  readonly to: ServiceState;
  readonly at: Date;
}

/**
 * The steps a plan went through since its state was last written down. Time alone makes them; a job that comes late writes them
 * down with the instants at which they were true.
 * @param since when `recorded` was written down
 * @example a plan recorded as active on 1 March that ended on the 10th, looked at on the 20th: grace at the 10th, suspended at the 17th
 */
export function transitionsSince(coverage: Coverage, recorded: ServiceState, since: Date, now: Date): Transition[] {
  const steps: Transition[] = [];
  let from = recorded;
  for (const at of [...turningPoints(coverage).filter((point) => point > since && point < now), now]) {
    const to = serviceAt(coverage, at).state;
    if (to === from) continue;
    steps.push({ from, to, at });
    from = to;
  }
  return steps;
}

/** The next instant at which time alone changes the state; null when it never does. */
export function nextTurningPoint(coverage: Coverage, now: Date): Date | null {
  return turningPoints(coverage).find((point) => point > now) ?? null;
}

function turningPoints(c: Coverage): Date[] {
  const limits = serviceLimits(c);
  const days: PlainDate[] = c.overlays.flatMap(({ from, until }) => [from, until]);
  if (limits !== null) days.push(limits.graceStartsOn, limits.graceEndsOn);
  if (limits !== null && limits.deletesOn !== null) days.push(limits.deletesOn);
  return [...new Set(days)].sort().map((day) => startOfDay(day, c.timeZone));
}
