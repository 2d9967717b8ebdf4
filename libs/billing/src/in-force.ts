import type { PlainDate } from '@perennial/calendar';

/** Something a period gives, from a day on. */
export interface PeriodItem {
  readonly kind: 'plan' | 'add-on';
  readonly code: string;
  readonly version: number;
  readonly quantity: number;
  readonly fromOn: PlainDate;
  /** What was really paid for it, from `fromOn` to the end of the period. */
  readonly paidMinor: number;
}

/** A period as it was sold, with everything bought for it, in the order in which it was bought. */
export interface SoldPeriod {
  readonly periodNo: number;
  readonly start: PlainDate;
  readonly end: PlainDate;
  readonly interval: 'month' | 'year';
  readonly items: readonly PeriodItem[];
}

export interface InForce {
  readonly plan: PeriodItem;
  readonly addOns: readonly PeriodItem[];
}

/**
 * What a workspace may use on a day: the plan of the period the day is in, as last changed, and the add-ons bought for it. On a
 * day outside all periods (given days, grace, after the end) what was last in force goes on.
 * @returns null when nothing was ever sold
 */
export function inForceOn(periods: readonly SoldPeriod[], today: PlainDate): InForce | null {
  const running = periods.find(({ start, end }) => start <= today && today < end) ?? periods.findLast(({ start }) => start <= today) ?? periods[0];
  return running ? itemsOn(running, today) : null;
}

/** What a period gives on one of its days; before its first day what it begins with. */
export function itemsOn({ start, items }: SoldPeriod, today: PlainDate): InForce | null {
  const day = today < start ? start : today;
  const begun = items.filter(({ fromOn }) => fromOn <= day);
  const plan = begun.findLast(({ kind }) => kind === 'plan');
  return plan ? { plan, addOns: begun.filter(({ kind }) => kind === 'add-on') } : null;
}
