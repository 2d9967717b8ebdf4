import { z } from 'zod';
import { DECLINES } from '../cards/declines.js';

/*
 * The ways to make the sandbox behave as badly as the real world does. A knob stays as it was set, also after a restart.
 */

const Failure = z.strictObject({
  /**
   * - `timeout-after-success`: the call is carried out, then the connection breaks without an answer
   * - `server-error-after-success`: the call is carried out, the answer is a 500 (and stays one under its idempotency key)
   * - `timeout-before-success`: nothing is carried out, and the connection breaks without an answer
   * - `server-error`: nothing is carried out, the answer is a 500 (and stays one under its idempotency key)
   * - `rate-limit`: nothing is carried out, the answer is a 429
   * - `slow`: the answer comes `delayMs` later; another request with the same idempotency key meets a 409 meanwhile
   */
  kind: z.enum(['timeout-after-success', 'timeout-before-success', 'server-error-after-success', 'server-error', 'rate-limit', 'slow']),
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  /** Only calls whose path begins so, e.g. `/v1/payment_intents`. */
  path: z.string().startsWith('/').optional(),
  /** How many calls it hits before it is used up. */
  times: z.int().min(1).default(1),
  delayMs: z.int().min(0).max(120_000).default(0),
});

const Webhooks = z.strictObject({
  /** Every delivery waits this long. */
  delayMs: z.int().min(0).max(3_600_000).default(0),
  /** Deliveries are spread by chance over this time, so that they overtake each other. */
  shuffleWithinMs: z.int().min(0).max(3_600_000).default(0),
  /** So many more copies of each event are delivered. */
  duplicates: z.int().min(0).max(20).default(0),
  /** The share of events, 0 to 1, that never arrive. They can still be listed. */
  dropShare: z.number().min(0).max(1).default(0),
});

/** `succeeds`, or why the bank says no. */
const CardOutcome = z.enum(['succeeds', ...DECLINES]);

export const Knobs = z.strictObject({
  webhooks: Webhooks.prefault({}),
  failures: z.array(Failure).default([]),
  /** What the bank answers for a payment method from now on, by its id: a good card goes bad, or recovers. */
  cardOutcomes: z.record(z.string(), CardOutcome).default({}),
  /** Payments a wallet is still looking at, and slow refunds, take this long by the sandbox's clock. */
  settleAfterSeconds: z.int().min(0).default(0),
});

export type Knobs = z.infer<typeof Knobs>;
export type KnobChange = z.input<typeof Knobs>;
export type Failure = Knobs['failures'][number];

export const NO_KNOBS: Knobs = Knobs.parse({});

/** The knobs after a change: a named knob is replaced as a whole, one that isn't named stays. */
export function turned(knobs: Knobs, change: KnobChange): Knobs {
  return Knobs.parse({ ...knobs, ...change });
}
