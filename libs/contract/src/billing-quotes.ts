import { z } from 'zod';
import { BillingInterval, BothLanguages } from './billing.js';
import { AgreedWording } from './billing-cards.js';
import { Amount, Currency, Day, Instant } from './paging.js';

export const TaxMode = z.enum(['exclusive', 'inclusive', 'reverse-charge']).meta({ id: 'TaxMode' });

export const MakeQuote = z
  .object({
    planCode: z.string().max(31).optional().meta({ description: 'Left out: the plan in force' }),
    interval: BillingInterval.optional(),
    terms: z.number().int().min(1).max(36).default(1).meta({ description: 'How many months or years at once' }),
  })
  .meta({ id: 'MakeQuote' });
export type MakeQuote = z.infer<typeof MakeQuote>;

export const QuotePurpose = z.enum(['renewal', 'upgrade', 'seats', 'add-on']).meta({ id: 'QuotePurpose' });
export type QuotePurpose = z.infer<typeof QuotePurpose>;

/** One stretch of service with the working of its price. */
export const QuoteLine = z
  .object({
    kind: z.enum(['plan', 'upgrade', 'add-on']),
    item: z.object({ code: z.string(), name: BothLanguages }),
    from: Day,
    until: Day.meta({ description: 'The first day that no longer belongs to it' }),
    days: z.number().int(),
    quantity: z.number().int(),
    unitAmount: Amount,
    amount: Amount.meta({ description: 'Before discount' }),
    formula: z.string().meta({ description: 'How the amount comes about, in numbers and signs' }),
    discount: Amount,
    net: Amount,
    tax: Amount,
  })
  .meta({ id: 'QuoteLine' });

/** An offer, frozen until `expiresAt`. What is confirmed by its hash is what is charged. */
export const Quote = z
  .object({
    id: z.uuid(),
    purpose: QuotePurpose,
    plan: z.object({ code: z.string(), name: BothLanguages }),
    interval: BillingInterval,
    terms: z.number().int(),
    basis: z.enum(['old-end', 'payment']).meta({ description: 'old-end: adds to the end of the paid time. payment: begins on the day of payment' }),
    paidThroughBefore: Day.nullable(),
    from: Day,
    paidThrough: Day,
    lines: z.array(QuoteLine),
    currency: Currency,
    net: Amount,
    tax: Amount,
    total: Amount,
    taxMode: TaxMode,
    taxRateBasisPoints: z.number().int(),
    hash: z.string(),
    expiresAt: Instant,
  })
  .meta({ id: 'Quote' });
export type Quote = z.infer<typeof Quote>;

export const ConfirmQuote = z
  .object({
    hash: z.string().length(64),
    saveCard: AgreedWording.optional().meta({ description: 'Agreed to: the card that pays is kept for later' }),
  })
  .meta({ id: 'ConfirmQuote' });
