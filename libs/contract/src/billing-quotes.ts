import { z } from 'zod';
import { AddOnQuantity, BillingInterval, BothLanguages, WantedAddOns } from './billing.js';
import { AgreedWording } from './billing-cards.js';
import { Amount, Currency, Day, Instant } from './paging.js';

export const TaxMode = z.enum(['exclusive', 'inclusive', 'reverse-charge']).meta({ id: 'TaxMode' });

export const QuotePurpose = z.enum(['renewal', 'upgrade', 'seats', 'add-on']).meta({ id: 'QuotePurpose' });
export type QuotePurpose = z.infer<typeof QuotePurpose>;

export const MakeQuote = z
  .object({
    purpose: QuotePurpose.default('renewal'),
    planCode: z.string().max(31).optional().meta({ description: 'For a renewal: left out is the plan in force, or the one it is to change to. Needed for an upgrade' }),
    interval: BillingInterval.optional().meta({ description: 'For a renewal' }),
    terms: z.number().int().min(1).max(36).default(1).meta({ description: 'For a renewal: how many months or years at once' }),
    addOns: WantedAddOns.optional().meta({ description: 'For a renewal: all of them, left out are those in force. For add-ons: how many more' }),
    seats: z.number().int().min(1).max(100_000).optional().meta({ description: 'For seats: how many more' }),
    coupon: z.string().trim().toUpperCase().max(32).optional(),
  })
  .check(({ value, issues }) => {
    const missing = { upgrade: !value.planCode && 'planCode', seats: !value.seats && 'seats', 'add-on': !value.addOns?.some(({ quantity }) => quantity > 0) && 'addOns', renewal: false as const }[value.purpose];
    if (missing) issues.push({ code: 'custom', input: value, path: [missing], message: `needed for ${value.purpose}` });
  })
  .meta({ id: 'MakeQuote' });
export type MakeQuote = z.infer<typeof MakeQuote>;

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
    basis: z.enum(['old-end', 'payment', 'now']).meta({ description: 'old-end: adds to the end of the paid time. payment: begins on the day of payment. now: changes the time that is paid for' }),
    paidThroughBefore: Day.nullable(),
    from: Day,
    paidThrough: Day,
    lines: z.array(QuoteLine),
    discounts: z.array(z.object({ code: z.string(), amount: Amount, formula: z.string() })),
    bonusDays: z.number().int().meta({ description: 'Days given on top for renewing early' }),
    addOns: z.array(AddOnQuantity),
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

export const Coupon = z
  .object({
    code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,31}$/),
    reduction: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('percent'), basisPoints: z.number().int().min(1).max(10_000) }),
      z.object({ kind: z.literal('amount'), amount: Amount.min(1).max(1e11), currency: Currency }),
    ]),
    validFrom: Instant,
    validUntil: Instant,
    maxRedemptions: z.number().int().min(1).max(1_000_000).nullable(),
  })
  .meta({ id: 'Coupon' });
export type Coupon = z.infer<typeof Coupon>;

export const CouponInUse = Coupon.extend({ redemptions: z.number().int() }).meta({ id: 'CouponInUse' });
export type CouponInUse = z.infer<typeof CouponInUse>;

export const ConfirmQuote = z
  .object({
    hash: z.string().length(64),
    saveCard: AgreedWording.optional().meta({ description: 'Agreed to: the card that pays is kept for later' }),
  })
  .meta({ id: 'ConfirmQuote' });
