import { z } from 'zod';
import { Amount, Currency, Instant } from './paging.js';

export const PaymentStatus = z
  .enum(['creating', 'open', 'processing', 'succeeded', 'surplus', 'refunded', 'failed', 'expired', 'canceled'])
  .meta({ id: 'PaymentStatus', description: 'surplus: a second payment for the same renewal, on its way back to the payer' });

/** One try to collect one renewal. */
export const Payment = z
  .object({
    id: z.uuid(),
    quoteId: z.uuid(),
    status: PaymentStatus,
    currency: Currency,
    amount: Amount,
    checkoutUrl: z.string().nullable().meta({ description: 'Where to pay, while it is open' }),
    lastFailure: z.string().nullable().meta({ description: 'Why the last card was declined' }),
    invoiceId: z.uuid().nullable(),
    createdAt: Instant,
    settledAt: Instant.nullable(),
  })
  .meta({ id: 'Payment' });
export type Payment = z.infer<typeof Payment>;
