import { daysBetween, type PlainDate } from '@perennial/calendar';
import { allocate, decimalOf, money, type Money, multiply, sum } from '@perennial/money';
import type { Term } from './term.js';

/** How a workspace is taxed. `reverse-charge`: the buyer accounts for the tax, the invoice says so. */
export interface TaxRule {
  readonly mode: 'exclusive' | 'inclusive' | 'reverse-charge';
  /** 1900 is 19%. */
  readonly rateBasisPoints: number;
}

/** What a line sells: service under a plan, the change of sold days to another plan, or an add-on beside the plan. */
export type LineKind = 'plan' | 'upgrade' | 'add-on';

/** What is sold, with its names as they stand on paper. */
export interface SoldItem {
  /** The code of the plan or add-on. */
  readonly code: string;
  readonly name: { readonly en: string; readonly 'zh-CN': string };
}

/** A line before discount and tax, with the working its amount came from. */
export interface DraftLine {
  readonly kind: LineKind;
  readonly item: SoldItem;
  readonly from: PlainDate;
  /** The first day that no longer belongs to the line. */
  readonly until: PlainDate;
  readonly days: number;
  readonly quantity: number;
  /** Price of one unit for one interval, as listed. */
  readonly unitAmount: number;
  /** What the line costs by its formula. */
  readonly amount: number;
  /** The working in numbers and signs alone, so that it needs no translation. */
  readonly formula: string;
}

/** One line of a quote or invoice. `amount` less `discount` is `net`, to which `tax` is added or out of which it is taken. */
export interface PricedLine extends DraftLine {
  readonly discount: number;
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
 * The lines with the discount and the tax of the whole allotted to them. Tax is computed once on the whole, so that the lines
 * always add up to the total (four lines rounded on their own can miss it by a cent).
 * @throws RangeError when the discount is negative or larger than the lines are together
 */
export function priceLines(drafts: readonly DraftLine[], discount: Money, tax: TaxRule): Priced {
  const { currency } = discount;
  const listed = sum(currency, drafts.map(({ amount }) => money(amount, currency)));
  if (discount.amount < 0 || discount.amount > listed.amount) throw new RangeError(`a discount of ${discount.amount} on ${listed.amount}`);
  const { net, taxed } = splitTax(money(listed.amount - discount.amount, currency), tax);
  const discounts = partsOf(discount, drafts.map(({ amount }) => amount));
  const weights = drafts.map(({ amount }, i) => amount - (discounts[i] ?? 0));
  const taxes = partsOf(taxed, weights);
  // Not a share of the net: what a line is listed at including tax would miss its own net and tax by a unit.
  const nets = weights.map((weight, i) => (tax.mode === 'inclusive' ? weight - (taxes[i] ?? 0) : weight));
  return {
    currency,
    lines: drafts.map((draft, i) => ({ ...draft, discount: discounts[i] ?? 0, net: nets[i] ?? 0, tax: taxes[i] ?? 0 })),
    net: net.amount,
    tax: taxed.amount,
    total: net.amount + taxed.amount,
  };
}

/** One line per term for `quantity` units at the listed price of one interval. */
export function termLines(kind: LineKind, item: SoldItem, unit: Money, quantity: number, terms: readonly Term[]): DraftLine[] {
  const amount = multiply(unit, quantity, 1);
  const formula = quantity === 1 ? decimalOf(unit) : `${quantity} × ${decimalOf(unit)} = ${decimalOf(amount)}`;
  return terms.map(({ start, end }) => ({
    kind, item, from: start, until: end, days: daysBetween(start, end), quantity, unitAmount: unit.amount, amount: amount.amount, formula,
  }));
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

// Nothing to split is nothing for each, also where all weights are zero.
function partsOf(whole: Money, weights: readonly number[]): number[] {
  return whole.amount === 0 ? weights.map(() => 0) : allocate(whole, weights).map(({ amount }) => amount);
}
