import { Refusal } from '../../platform/http/index.js';

/**
 * The currencies plans are sold in. The provider has rules of its own for some others (ISK, UGX, HUF and TWD are charged with other
 * decimals than they have): one is added here when its rules have been looked up.
 */
export const SOLD_CURRENCIES: ReadonlySet<string> = new Set(['USD', 'EUR', 'CNY', 'JPY']);

export function refuseForeignCurrencies(prices: readonly { readonly currency: string; readonly interval: string }[]): void {
  const foreign = prices.find(({ currency }) => !SOLD_CURRENCIES.has(currency));
  if (foreign) throw new Refusal('currency-not-sold', { currency: foreign.currency });
  const keys = prices.map(({ interval, currency }) => `${interval} ${currency}`);
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) throw new Refusal('two-prices', { price: twice });
}
