import { z } from 'zod';
import { Amount, Currency, Instant } from './paging.js';

export const PaymentStatus = z
  .enum(['creating', 'open', 'needs-action', 'processing', 'succeeded', 'surplus', 'refunded', 'failed', 'expired', 'canceled'])
  .meta({ id: 'PaymentStatus', description: 'needs-action: the bank asks the customer to confirm. surplus: a second payment for the same renewal, kept for the payer on their balance' });

export const PaymentPurpose = z.enum(['quote', 'top-up']).meta({ id: 'PaymentPurpose' });
export type PaymentPurpose = z.infer<typeof PaymentPurpose>;

export const PaymentMethodKind = z.enum(['checkout', 'saved-card', 'balance']).meta({ id: 'PaymentMethodKind' });
export type PaymentMethodKind = z.infer<typeof PaymentMethodKind>;

/** One try to collect what is to be paid. */
export const Payment = z
  .object({
    id: z.uuid(),
    purpose: PaymentPurpose,
    quoteId: z.uuid().nullable(),
    topUpId: z.uuid().nullable(),
    method: PaymentMethodKind,
    automatic: z.boolean().meta({ description: 'Nobody asked for it: the plan renews by itself' }),
    savesCard: z.boolean(),
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
