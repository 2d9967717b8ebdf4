import type { CreateProduct, Locale, ProductKind } from '@perennial/contract/admin';

/** A shop of the demo: everything about it is made up, and says so. */
export interface DemoShop {
  readonly slug: string;
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly currency: string;
  readonly emailDomain: string;
  readonly seed: number;
  /** Days from the day of seeding to the first day that is no longer paid for; negative: it has passed. */
  readonly paidForDays: number;
  readonly interval: 'month' | 'year';
  readonly owner: { readonly name: string; readonly email: string };
  readonly staff: { readonly name: string; readonly email: string };
  readonly ruleName: string;
  readonly products: readonly DemoProduct[];
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  /** The full name as people of this language write it. */
  fullName(first: string, last: string): string;
}

export interface DemoProduct extends Pick<CreateProduct, 'name' | 'kind' | 'category'> {
  readonly sku: string;
  readonly priceMinor: number;
  /** Days one buyer takes until the next purchase, from the quick ones to the slow ones. */
  readonly days: readonly [number, number];
  readonly sensitive: boolean;
}

/** One article of a shop's list: `sku, name, category, price in minor units, [days from, to]`. */
export function article(sku: string, name: string, kind: ProductKind, category: string, priceMinor: number, days: readonly [number, number], sensitive = false): DemoProduct {
  return { sku, name, kind, category, priceMinor, days, sensitive };
}
