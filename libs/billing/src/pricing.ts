import { allocate, money, type Money, multiply, sum } from '@perennial/money';
import { daysBetween, type PlainDate } from '@perennial/calendar';
import type { Term } from './term.js';

/** How a workspace is taxed. `reverse-charge`: the buyer accounts for the tax, the invoice says so. */
export interface TaxRule {
  readonly mode: 'exclusive' | 'inclusive' | 'reverse-charge';
  /** 1900 is 19%. */
  readonly rateBasisPoints: number;
}

/** One line of a quote or invoice, with the working it came from. */
export interface PricedLine {
  readonly from: PlainDate;
  /** The first day that no longer belongs to the line. */
  readonly until: PlainDate;
  readonly days: number;
  /** Price of one interval, as listed. */
  readonly unitAmount: number;
  readonly net: number;
  readonly tax: number;
}

export interface Priced {
  readonly currency: string;
  readonly lines: readonly PricedLine[];
  readonly net: number;
  readonly tax: number;
  readonly total: number;
}

/**
 * The price of terms bought at the listed price of one interval. Tax is computed once on the whole and then allotted to
 * the lines, so that the lines always add up to the total (four lines rounded on their own can miss it by a cent).
 */
export function priceTerms(unit: Money, terms: readonly Term[], tax: TaxRule): Priced {
  const listed = sum(unit.currency, terms.map(() => unit));
  const { net, taxed } = splitTax(listed, tax);
  const weights = terms.map(() => 1);
  const nets = allocate(net, weights);
  const taxes = allocate(taxed, weights);
  return {
    currency: unit.currency,
    lines: terms.map((term, i) => ({
      from: term.start,
      until: term.end,
      days: daysBetween(term.start, term.end),
      unitAmount: unit.amount,
      net: nets[i]?.amount ?? 0,
      tax: taxes[i]?.amount ?? 0,
    })),
    net: net.amount,
    tax: taxed.amount,
    total: net.amount + taxed.amount,
  };
}

/**
 * What of a listed amount is net and what is tax.
 * @throws RangeError when the rate is not between 0 and 100%
 * @example splitTax(money(11900, 'EUR'), { mode: 'inclusive', rateBasisPoints: 1900 }) // net 10000, tax 1900
 */
export function splitTax(listed: Money, tax: TaxRule): { net: Money; taxed: Money } {
  const { rateBasisPoints: rate } = tax;
  if (!Number.isInteger(rate) || rate < 0 || rate > WHOLE) throw new RangeError(`not a tax rate: ${rate}`);
  if (tax.mode === 'reverse-charge') return { net: listed, taxed: money(0, listed.currency) };
  if (tax.mode === 'exclusive') return { net: listed, taxed: multiply(listed, rate, WHOLE) };
  const net = multiply(listed, WHOLE, WHOLE + rate);
  return { net, taxed: money(listed.amount - net.amount, listed.currency) };
}

const WHOLE = 10_000;
