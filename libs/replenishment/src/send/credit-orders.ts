import { ATTRIBUTION_DAYS, CLICK_ATTRIBUTION_DAYS } from './constants.js';

const DAY_MS = 86_400_000;
const WINDOW_MS = { mail: ATTRIBUTION_DAYS * DAY_MS, click: CLICK_ATTRIBUTION_DAYS * DAY_MS };

/** A reminder that left (or that was held back and would have), or a click on one. That a mail was opened is none: programs open mails. */
export interface Touch {
  readonly reminderId: string;
  readonly by: 'mail' | 'click';
  readonly at: Date;
}

/** A line of the ledger; a negative quantity came back. */
export interface OrderedLine {
  readonly orderId: string;
  readonly at: Date;
  readonly quantity: number;
  /** The order it came back from, where that is known. */
  readonly returnOf: string | null;
}

/** One order that followed a reminder. */
export interface Credit {
  readonly orderId: string;
  readonly reminderId: string;
  readonly by: Touch['by'];
  /** What has not come back. */
  readonly quantity: number;
}

/**
 * Which orders of one customer and product followed which reminder: each the last one that left less than seven days, or was
 * clicked less than five days before it. What came back counts for nothing: it is taken off the order it names, otherwise off the newest first.
 * @param touches in any order
 * @param lines all of the customer's lines of the product, in any order
 */
export function creditOrders(touches: readonly Touch[], lines: readonly OrderedLine[]): Credit[] {
  return keptOrders(lines).flatMap(({ orderId, at, quantity }) => {
    const touch = lastTouch(touches, at);
    return touch ? [{ orderId, reminderId: touch.reminderId, by: touch.by, quantity }] : [];
  });
}

function lastTouch(touches: readonly Touch[], orderedAt: Date): Touch | undefined {
  return touches
    .filter(({ at, by }) => at <= orderedAt && orderedAt.getTime() - at.getTime() < WINDOW_MS[by])
    .sort((a, b) => b.at.getTime() - a.at.getTime() || compare(a.reminderId, b.reminderId) || compare(a.by, b.by))[0];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Order {
  readonly orderId: string;
  readonly at: Date;
  readonly quantity: number;
}

/** Orders of which something was kept. */
function keptOrders(lines: readonly OrderedLine[]): Order[] {
  const orderedAt = new Map(lines.map(({ orderId, at }) => [orderId, at]));
  const orders = [...Map.groupBy(lines, ({ orderId, returnOf }) => returnOf ?? orderId)].flatMap(([orderId, own]): Order[] => {
    const at = orderedAt.get(orderId);
    return at ? [{ orderId, at, quantity: own.reduce((sum, { quantity }) => sum + quantity, 0) }] : [];
  });
  let kept: Order[] = [];
  for (const order of orders.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.orderId < b.orderId ? -1 : 1))) {
    if (order.quantity > 0) kept.push(order);
    else kept = takenBack(kept, -order.quantity);
  }
  return kept;
}

function takenBack(kept: readonly Order[], quantity: number): Order[] {
  const newest = kept.at(-1);
  if (!newest || quantity === 0) return [...kept];
  if (newest.quantity > quantity) return [...kept.slice(0, -1), { ...newest, quantity: newest.quantity - quantity }];
  return takenBack(kept.slice(0, -1), quantity - newest.quantity);
}
