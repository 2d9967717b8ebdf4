import { daysBetween, type PlainDate } from '@perennial/calendar';
import { decimalOf, money, type Money, multiply, sum } from '@perennial/money';
import type { DraftLine, LineKind, SoldItem } from './pricing.js';

/** A period that is paid for, as far as changing its plan is concerned. */
export interface PaidPeriod {
  readonly start: PlainDate;
  readonly end: PlainDate;
  /** What was really paid for the plan in force, after discounts: a credit never exceeds it. */
  readonly paid: Money;
  /** From which day on it was paid for: the start of the period, or the day of an earlier change. */
  readonly paidFrom: PlainDate;
}

/** What changing the plan of one period costs, with its working. */
export interface ProratedLine {
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** Days that run under the new plan, the day of the change included. */
  readonly daysLeft: number;
  /** Days of the whole period. */
  readonly daysInPeriod: number;
  /** Days `paid` was paid for. */
  readonly daysPaid: number;
  readonly paid: Money;
  readonly price: Money;
  readonly credit: Money;
  readonly charge: Money;
  /** What is to be paid: charge less credit, and less what the lines before had credited beyond their charge. Never negative. */
  readonly due: Money;
}

export interface Prorated {
  readonly lines: readonly ProratedLine[];
  /** What is to be paid in all. */
  readonly due: Money;
}

/**
 * The price of changing to a plan on a day, for the running period and those paid ahead. Counted in local calendar days (a
 * month with a daylight-saving switch is no shorter). The new price is taken over the whole period, also when the plan has been
 * changed before: dividing by the rest of it gives service away. Each amount is rounded once, half away from zero.
 * @param price what the whole of each period costs under the new plan
 * @throws RangeError when a currency differs or a period is empty
 * @example prorate([{ start: '2027-02-01', end: '2027-03-01', paid: usd(9900), paidFrom: '2027-02-01' }], () => usd(29900), '2027-02-11').due // USD 128.57: 18 of 28 days
 */
export function prorate<P extends PaidPeriod>(periods: readonly P[], price: (period: P) => Money, on: PlainDate): Prorated {
  const lines: ProratedLine[] = [];
  let over = 0;
  for (const period of periods.filter(({ end }) => end > on)) {
    const line = prorateOne(period, price(period), on);
    const due = line.charge.amount - line.credit.amount - over;
    over = Math.max(0, -due);
    lines.push({ ...line, due: money(Math.max(0, due), line.charge.currency) });
  }
  const [first] = lines;
  if (!first) throw new RangeError('no paid day is left to change');
  return { lines, due: sum(first.charge.currency, lines.map(({ due }) => due)) };
}

/** The lines of a quote for changing the plan, each with its formula. */
export function upgradeLines(item: SoldItem, prorated: Prorated): DraftLine[] {
  return prorated.lines.map((line) => {
    const { from, until, daysLeft, daysInPeriod, daysPaid, paid, price, credit, charge, due } = line;
    const carried = charge.amount - credit.amount - due.amount;
    const carriedOver = carried > 0 ? ` − ${decimalOf(money(carried, charge.currency))}` : '';
    return {
      kind: 'upgrade', item, from, until, days: daysLeft, quantity: 1, unitAmount: price.amount, amount: due.amount,
      formula:
        `${decimalOf(price)} × ${daysLeft}/${daysInPeriod} − ${decimalOf(paid)} × ${daysLeft}/${daysPaid} = ` +
        `${decimalOf(charge)} − ${decimalOf(credit)}${carriedOver} = ${decimalOf(due)}`,
    };
  });
}

/**
 * The lines of something bought beside the plan until the paid time ends: its price for the days that are left of each period.
 * @param unit what one piece costs for the whole of each period
 */
export function partialLines<P extends Pick<PaidPeriod, 'start' | 'end'>>(
  kind: LineKind, item: SoldItem, unit: (period: P) => Money, quantity: number, periods: readonly P[], on: PlainDate,
): DraftLine[] {
  return periods
    .filter(({ end }) => end > on)
    .map((period) => {
      const { start, end: until } = period;
      const from = on > start ? on : start;
      const [days, daysInPeriod] = [daysBetween(from, until), daysBetween(start, until)];
      const price = unit(period);
      const amount = multiply(price, quantity * days, daysInPeriod);
      const formula = `${quantity} × ${decimalOf(price)} × ${days}/${daysInPeriod} = ${decimalOf(amount)}`;
      return { kind, item, from, until, days, quantity, unitAmount: price.amount, amount: amount.amount, formula };
    });
}

function prorateOne({ start, end, paid, paidFrom }: PaidPeriod, price: Money, on: PlainDate): Omit<ProratedLine, 'due'> {
  if (paid.currency !== price.currency) throw new RangeError(`${paid.currency} was paid, the price is in ${price.currency}`);
  const from = on > start ? on : start;
  const daysLeft = daysBetween(from, end);
  const daysInPeriod = daysBetween(start, end);
  const daysPaid = daysBetween(paidFrom, end);
  return {
    from, until: end, daysLeft, daysInPeriod, daysPaid, paid, price,
    credit: multiply(paid, daysLeft, daysPaid),
    charge: multiply(price, daysLeft, daysInPeriod),
  };
}
