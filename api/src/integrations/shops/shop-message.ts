import type { ShopNews } from '@perennial/replenishment';

/** What a delivery says, whichever shop it came from. */
export interface ShopMessage {
  readonly orderId?: string;
  /** Who, when and in which money; a refund alone does not say. */
  readonly head?: ShopOrderHead;
  readonly news: readonly ShopNews[];
  readonly stock: readonly { readonly product: string; readonly level: number | null }[];
  /** The moment the message describes. */
  readonly at: Date;
}

export interface ShopOrderHead {
  readonly version: number;
  readonly orderedAt: string;
  readonly currency: string | null;
  /** The order waits for its money: it counts for nothing yet, and may at any moment. */
  readonly open?: boolean;
  readonly customer: { readonly externalId?: string | undefined; readonly email?: string | undefined; readonly phone?: string | undefined; readonly name?: string | undefined };
}

export function text(value: string | null | undefined): string | undefined {
  const trimmed = value?.replace(/\s+/g, ' ').trim();
  return trimmed ? trimmed : undefined;
}

/** "19.99" in the minor units of the currency. Not a price: null. */
export function minorOf(price: string | number | null | undefined, exponent: number): number | null {
  if (price === null || price === undefined || price === '') return null;
  const minor = Math.round(Number(price) * 10 ** exponent);
  return Number.isFinite(minor) ? minor : null;
}
