import type { ProviderEvent } from './provider-event.js';

export type DeliveryState = ProviderEvent['kind'];

/** The later ones say more: a mail may bounce after it was delivered, and is complained about after both. */
const WEIGHT: Readonly<Record<DeliveryState, number>> = { 'soft-bounced': 1, delivered: 2, failed: 3, 'hard-bounced': 4, complained: 5 };

/** Five within two weeks, and nothing delivered in between: the mailbox is full for good, or nobody's. */
export const SOFT_BOUNCES = 5;
export const SOFT_BOUNCE_DAYS = 14;

/**
 * What is known about a message after one more event. Events come late, twice and in any order; the state is the same
 * whatever the order.
 * @example deliveryAfter('complained', 'delivered') // 'complained'
 */
export function deliveryAfter(known: DeliveryState | null, event: DeliveryState): DeliveryState {
  return known !== null && WEIGHT[known] >= WEIGHT[event] ? known : event;
}
