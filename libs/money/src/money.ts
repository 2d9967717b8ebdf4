import { exponentOf } from './currency.js';

/** An amount of money: a whole number of the currency's minor units. USD 19.99 is `{ amount: 1999, currency: 'USD' }`. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/**
 * Makes an amount, refusing what cannot be one.
 * @throws RangeError when `amount` is not a whole number within the safe range
 */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a number of minor units: ${amount}`);
  return { amount: Object.is(amount, -0) ? 0 : amount, currency };
}

/**
 * The sum of amounts of one currency; zero for none.
 * @throws RangeError when a currency differs or the sum is out of range
 */
export function sum(currency: string, amounts: readonly Money[]): Money {
  return amounts.reduce((total, next) => {
    if (next.currency !== currency) throw new RangeError(`${next.currency} cannot be added to ${currency}`);
    return money(total.amount + next.amount, currency);
  }, money(0, currency));
}

/**
 * `amount x numerator / denominator`, exact until the one rounding at the end: half away from zero.
 * @throws RangeError when an argument is not a whole number, the denominator is not positive, or the result is out of range
 * @example multiply(money(9900, 'USD'), 18, 28) // USD 63.64
 */
export function multiply(value: Money, numerator: number, denominator: number): Money {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError(`not a fraction: ${numerator}/${denominator}`);
  }
  const product = BigInt(value.amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return money(Number(product < 0n ? -rounded : rounded), value.currency);
}

/**
 * Splits an amount in proportion to `weights` so that the parts sum to it exactly (largest remainder, ties by order).
 * @throws RangeError when there is no weight, one is negative or not whole, or all are zero
 * @example allocate(money(1000, 'USD'), [1, 1, 1]).map((part) => part.amount) // [334, 333, 333]
 */
export function allocate(value: Money, weights: readonly number[]): Money[] {
  if (weights.length === 0 || weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError(`not weights: ${weights.join(', ')}`);
  }
  const total = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError('all weights are zero');
  const negative = value.amount < 0;
  const magnitude = BigInt(Math.abs(value.amount));
  const shares = weights.map((weight, index) => {
    const product = magnitude * BigInt(weight);
    return { index, floor: product / total, remainder: product % total };
  });
  let left = magnitude - shares.reduce((all, share) => all + share.floor, 0n);
  const byRemainder = [...shares].sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const share of byRemainder) {
    if (left === 0n) break;
    share.floor += 1n;
    left -= 1n;
  }
  return shares.map((share) => money(Number(negative ? -share.floor : share.floor), value.currency));
}

/**
 * The amount as people of a locale write it.
 * @example formatMoney({ amount: 1999, currency: 'USD' }, 'en') // '$19.99'
 */
export function formatMoney(value: Money, locale: string): string {
  const digits = exponentOf(value.currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: value.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value.amount / 10 ** digits);
}

/**
 * The amount as plain digits with the decimals of its currency, for formulas and files.
 * @example decimalOf({ amount: 1999, currency: 'USD' }) // '19.99'
 */
export function decimalOf({ amount, currency }: Money): string {
  const digits = exponentOf(currency);
  const padded = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  return `${amount < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${padded.slice(-digits)}`}`;
}
