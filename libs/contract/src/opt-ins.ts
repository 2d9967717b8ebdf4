import { z } from 'zod';
import { ConsentChannel, ConsentDecision, ConsentPurpose, ConsentRecord } from './consent.js';
import { Instant } from './paging.js';

/** What a shop's own system was told by a customer: at the checkout, in the account, at the till. */
export const OptIn = z
  .object({
    customer: z
      .object({
        externalId: z.string().trim().min(1).max(200).optional().meta({ description: "The id in the shop's own system" }),
        email: z.email().max(320).toLowerCase().optional(),
        name: z.string().trim().max(500).optional(),
      })
      .refine(({ externalId, email }) => externalId !== undefined || email !== undefined, { message: 'name the customer: externalId or email' })
      .meta({ description: 'One who is new here is added; what is not known yet of a known one is filled in' }),
    purpose: ConsentPurpose,
    channel: ConsentChannel,
    decision: ConsentDecision,
    wordingVersion: z.string().trim().min(1).max(100).meta({ description: 'The text that was shown; its version must be known here' }),
    at: Instant.optional().meta({ description: 'When it was said. Left out: now' }),
    ip: z.union([z.ipv4(), z.ipv6()]).optional().meta({ description: 'Where it was said from. Kept as a keyed hash only' }),
    evidence: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .regex(/^[\w.:/#?&=-]+$/)
      .optional()
      .meta({ description: 'Where you find it again, such as an order number. No names and no addresses: it is kept after an erasure' }),
  })
  .meta({ id: 'OptIn' });
export type OptIn = z.infer<typeof OptIn>;

export const TakenOptIn = z
  .object({ recorded: z.boolean().meta({ description: 'false: this Idempotency-Key recorded it before' }), record: ConsentRecord })
  .meta({ id: 'TakenOptIn' });
export type TakenOptIn = z.infer<typeof TakenOptIn>;
