import type { PaymentAttempt } from '../payment-attempt.js';

/** The provider may forget an idempotency key after 24 hours; our clock and theirs need not agree to the minute. */
const KEPT_FOR_MS = 23 * 60 * 60_000;

/** Whether sending the attempt's request again could do it a second time: then the provider is asked for it first. */
export function keyMayBeForgotten({ createdAt }: Pick<PaymentAttempt, 'createdAt'>, now: Date): boolean {
  return now.getTime() - createdAt.getTime() >= KEPT_FOR_MS;
}
