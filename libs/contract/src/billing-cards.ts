import { z } from 'zod';
import { BothLanguages } from './billing.js';
import { Day, Instant, Locale } from './paging.js';

export const PaymentConsentPurpose = z.enum(['save-card', 'auto-renew']).meta({ id: 'PaymentConsentPurpose' });
export type PaymentConsentPurpose = z.infer<typeof PaymentConsentPurpose>;

/** What is agreed to before a card is kept or charged by itself. */
export const PaymentWording = z.object({ purpose: PaymentConsentPurpose, version: z.string(), text: BothLanguages.extend({ en: z.string(), 'zh-CN': z.string() }) }).meta({ id: 'PaymentWording' });
export type PaymentWording = z.infer<typeof PaymentWording>;
export const PaymentWordings = z.object({ data: z.array(PaymentWording) }).meta({ id: 'PaymentWordings' });

/** "I have read this wording, in this language, and agree." */
export const AgreedWording = z.object({ wordingVersion: z.string().min(1).max(60), locale: Locale }).meta({ id: 'AgreedWording' });
export type AgreedWording = z.infer<typeof AgreedWording>;

/** A card that may be charged later. Its number is known to the payment provider alone. */
export const SavedCard = z
  .object({
    id: z.uuid(),
    brand: z.string(),
    last4: z.string(),
    expiresOn: Day.meta({ description: 'The last day on which it is valid' }),
    isDefault: z.boolean().meta({ description: 'The one that is charged' }),
    addedAt: Instant,
  })
  .meta({ id: 'SavedCard' });
export type SavedCard = z.infer<typeof SavedCard>;
export const SavedCards = z.object({ data: z.array(SavedCard) }).meta({ id: 'SavedCards' });

/** A visit to the provider's page on which a card is saved. */
export const CardSetup = z
  .object({
    id: z.uuid(),
    status: z.enum(['creating', 'open', 'succeeded', 'expired']),
    url: z.string().nullable().meta({ description: 'Where to enter the card, while it is open' }),
    cardId: z.uuid().nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'CardSetup' });
export type CardSetup = z.infer<typeof CardSetup>;

/** Whether the plan renews by itself, and what comes next. */
export const AutoRenewal = z
  .object({
    enabled: z.boolean(),
    since: Instant.nullable(),
    card: SavedCard.nullable().meta({ description: 'The card that is charged' }),
    nextDebitAt: Instant.nullable(),
    nextDebitOn: Day.nullable().meta({ description: "In the subscription's zone" }),
    waitsBecause: z.enum(['off', 'ends', 'no-card', 'declined-for-good', 'not-due', 'too-late', 'under-way']).nullable(),
    heldBecause: z.string().nullable().meta({ description: 'Code of the refusal that kept the last step from being tried' }),
    tries: z.array(z.object({ step: z.string(), at: Instant, failure: z.string().nullable() })).meta({ description: 'The automatic tries for the renewal that is due' }),
  })
  .meta({ id: 'AutoRenewal' });
export type AutoRenewal = z.infer<typeof AutoRenewal>;
