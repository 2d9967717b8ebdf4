import { daysBetween, type PlainDate } from '@perennial/calendar';
import { money, type Money, multiply, sum } from '@perennial/money';

/** A period that is paid for, as far as changing its plan is concerned. */
export interface PaidPeriod {
  readonly start: PlainDate;
  readonly end: PlainDate;
  /** What was really paid for it, after discounts: a credit never exceeds it. */
  readonly paid: Money;
}

/** What changing the plan of one period costs, with its working. */
export interface ProratedLine {
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** Days that run under the new plan, the day of the change included. */
  readonly daysLeft: number;
  /** Days of the whole period. */
  readonly daysInPeriod: number;
  readonly credit: Money;
  readonly charge: Money;
}

export interface Prorated {
  readonly lines: readonly ProratedLine[];
  /** Charges minus credits; negative when the new plan is cheaper. */
  readonly due: Money;
}

/**
 * The price of changing to a plan on a day, for the running period and those paid ahead. Counted in local calendar days (a
 * month with a daylight-saving switch is no shorter) over the whole period, also when it has been changed before: dividing
 * by the rest of it gives service away. Each amount is rounded once, half away from zero.
 * @throws RangeError when a currency differs or a period is empty
 * @example prorate([{ start: '2027-02-01', end: '2027-03-01', paid: usd(9900) }], usd(29900), '2027-02-11').due // USD 128.57: 18 of 28 days
 */
export function prorate(periods: readonly PaidPeriod[], price: Money, on: PlainDate): Prorated {
  const lines = periods.filter((period) => period.end > on).map((period) => prorateOne(period, price, on));
  const charges = sum(price.currency, lines.map(({ charge }) => charge));
  const credits = sum(price.currency, lines.map(({ credit }) => credit));
  return { lines, due: money(charges.amount - credits.amount, price.currency) };
}

function prorateOne({ start, end, paid }: PaidPeriod, price: Money, on: PlainDate): ProratedLine {
  const from = on > start ? on : start;
  const daysLeft = daysBetween(from, end);
  const daysInPeriod = daysBetween(start, end);
  return {
    from,
    until: end,
    daysLeft,
    daysInPeriod,
    credit: multiply(paid, daysLeft, daysInPeriod),
    charge: multiply(price, daysLeft, daysInPeriod),
  };
}
