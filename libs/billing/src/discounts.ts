import { daysBetween, type PlainDate } from '@perennial/calendar';
import { decimalOf, money, type Money, multiply } from '@perennial/money';

/** What is taken off a price, before tax. */
export type Reduction =
  | { readonly kind: 'percent'; readonly basisPoints: number }
  | { readonly kind: 'amount'; readonly amount: Money };

export interface NamedReduction {
  /** The coupon's code, or the name of the incentive. */
  readonly code: string;
  readonly reduction: Reduction;
}

/** What was taken off, with its working. */
export interface Discount {
  readonly code: string;
  readonly amount: number;
  readonly formula: string;
}

/**
 * Takes reductions off an amount, one after the other: each is reckoned on what the one before left, rounded once, and none
 * takes more than there is.
 * @throws RangeError when a percentage is not between 0 and 100, an amount is negative or in another currency
 * @example discountsOf(usd(10000), [{ code: 'WELCOME', reduction: { kind: 'percent', basisPoints: 1000 } }]) // 10.00 off: '100.00 × 10% = 10.00'
 */
export function discountsOf(listed: Money, reductions: readonly NamedReduction[]): Discount[] {
  let left = listed;
  return reductions.map(({ code, reduction }) => {
    const off = reductionOf(left, reduction);
    const formula = reduction.kind === 'percent' ? `${decimalOf(left)} × ${reduction.basisPoints / 100}% = ${decimalOf(off)}` : decimalOf(off);
    left = money(left.amount - off.amount, left.currency);
    return { code, amount: off.amount, formula };
  });
}

/** What a plan gives to whoever renews early: something off the price, or days on top. */
export interface EarlyRenewal {
  /** How many days before the end it must be paid at the latest. */
  readonly daysBefore: number;
  readonly discountBasisPoints: number;
  readonly bonusDays: number;
}

/**
 * Whether a renewal on this day earns the early renewal's gain. Only time that continues paid time does: a first purchase, a
 * trial and a late payment are not early.
 * @param coveredUntil the first day that is not covered now
 */
export function earnsEarlyRenewal(offer: EarlyRenewal | null, continuing: boolean, today: PlainDate, coveredUntil: PlainDate | null): boolean {
  return offer !== null && continuing && coveredUntil !== null && daysBetween(today, coveredUntil) >= offer.daysBefore;
}

function reductionOf(left: Money, reduction: Reduction): Money {
  if (reduction.kind === 'percent') {
    if (!Number.isInteger(reduction.basisPoints) || reduction.basisPoints < 0 || reduction.basisPoints > WHOLE) throw new RangeError(`not a discount: ${reduction.basisPoints}`);
    return multiply(left, reduction.basisPoints, WHOLE);
  }
  const { amount, currency } = reduction.amount;
  if (currency !== left.currency || amount < 0) throw new RangeError(`not a discount on ${left.currency}: ${amount} ${currency}`);
  return money(Math.min(amount, left.amount), currency);
}

const WHOLE = 10_000;
