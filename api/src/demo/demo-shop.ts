import type { BillingInterval, CreateProduct, WorkspaceProfile } from '@perennial/contract/admin';

export interface DemoProduct extends Pick<CreateProduct, 'name' | 'kind' | 'category' | 'sensitive'> {
  readonly sku: string;
  readonly priceMinor: number;
  /** The default interval the merchant entered; null where the shop leaves it to the ledger. */
  readonly interval: readonly [number, number] | null;
  /** Days from one purchase to the next that customers of this demo keep in the middle. */
  readonly rhythmDays: number;
  /** How many customers take it, against the others. */
  readonly share: number;
}

export interface DemoAccount {
  readonly name: string;
  readonly email: string;
}

/** Everything the demo knows about one shop; the rest is drawn. */
export interface DemoShop {
  readonly slug: string;
  readonly profile: WorkspaceProfile;
  readonly owner: DemoAccount;
  readonly staff: DemoAccount;
  readonly products: readonly [DemoProduct, ...DemoProduct[]];
  readonly customers: number;
  readonly seed: number;
  readonly nameOf: (number: number) => string;
  readonly ruleName: string;
  readonly consentWording: string;
  readonly plan: { readonly code: string; readonly interval: BillingInterval; readonly endsInDays: number };
  readonly legalName: string;
  readonly address: string;
  readonly taxId: string | null;
  readonly tax: { readonly mode: 'exclusive' | 'inclusive'; readonly rateBasisPoints: number };
}

type Row = readonly [
  sku: string, name: string, kind: DemoProduct['kind'], category: string, priceMinor: number,
  interval: readonly [number, number] | null, rhythmDays: number, share: number, sensitive?: true,
];

/** The catalogue of a demo shop from a table that can be read at a glance. */
export function productsFrom(rows: readonly [Row, ...Row[]]): DemoShop['products'] {
  const [first, ...others] = rows;
  return [productFrom(first), ...others.map(productFrom)];
}

function productFrom([sku, name, kind, category, priceMinor, interval, rhythmDays, share, sensitive = false]: Row): DemoProduct {
  return { sku, name, kind, category, priceMinor, interval, rhythmDays, share, sensitive };
}
