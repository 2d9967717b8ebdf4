/** A line as the shop sold it. */
export interface ShopLine {
  /** The line's id in its order. */
  readonly id: string;
  readonly product: string;
  readonly productName: string;
  readonly quantity: number;
  readonly unitPriceMinor: number | null;
}

/** An order as the shop describes it at one moment. */
export interface ShopOrder {
  /** Milliseconds of the moment it describes; the later description holds. */
  readonly version: number;
  /** Nothing of it is to be counted: cancelled, or not paid. */
  readonly void: boolean;
  readonly lines: readonly ShopLine[];
}

/** What came back by one refund. A refund never changes. */
export interface ShopRefund {
  readonly id: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

export type ShopNews = { readonly order: ShopOrder } | { readonly refund: ShopRefund };

/** Everything a shop has said about one order. */
export interface ShopOrderState {
  readonly order: ShopOrder | null;
  readonly refunds: readonly ShopRefund[];
}

export const NOTHING_HEARD: ShopOrderState = { order: null, refunds: [] };

/**
 * What is known after some news. Webhooks come late, twice, and in any order: the state after all of them is the same.
 * @example hear(hear(NOTHING_HEARD, refund), order) // as hear(hear(NOTHING_HEARD, order), refund)
 */
export function hear(state: ShopOrderState, news: ShopNews): ShopOrderState {
  if ('order' in news) return { ...state, order: later(state.order, news.order) };
  const known = state.refunds.find(({ id }) => id === news.refund.id);
  const refund = known && written(known) >= written(news.refund) ? known : news.refund;
  const refunds = [...state.refunds.filter(({ id }) => id !== news.refund.id), refund];
  return { ...state, refunds: refunds.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** What of the order is sold and has not come back; null while only refunds have been heard of. */
export function keptOf({ order, refunds }: ShopOrderState): ShopLine[] | null {
  if (!order) return null;
  if (order.void) return [];
  const back = new Map<string, number>();
  for (const { lineId, quantity } of refunds.flatMap(({ lines }) => lines)) back.set(lineId, (back.get(lineId) ?? 0) + quantity);
  return order.lines.map((line) => ({ ...line, quantity: line.quantity - (back.get(line.id) ?? 0) })).filter(({ quantity }) => quantity > 0);
}

// Of two descriptions of one moment always the same one is believed, whichever came first.
function later(known: ShopOrder | null, told: ShopOrder): ShopOrder {
  if (!known || told.version > known.version) return told;
  return told.version === known.version && written(told) > written(known) ? told : known;
}

/** Its text with the fields in a fixed order: stored states come back with theirs in another. */
function written(value: ShopOrder | ShopRefund): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
