import { z } from 'zod';
import { TaxMode } from './billing-quotes.js';
import { Locale } from './paging.js';

/** In use today, and by the code of the standard: "UK" and "EL" are none. */
const isCountry = (code: string) =>
  Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}` && new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code) !== undefined && code !== 'ZZ';

export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, { abort: true })
  .refine(isCountry, 'no country')
  .meta({ id: 'Country', description: 'ISO 3166-1, two letters' });

/** Who invoices are made out to. */
export const NamePayer = z
  .object({
    legalName: z.string().trim().min(1).max(200).regex(/^[^\p{Cc}]*$/u, 'one line'),
    address: z.string().trim().max(1000).meta({ description: 'In lines, as it is printed' }),
    country: Country.nullable().optional().meta({ description: 'Where the payer is: printed on invoices, and how a tax id is written there is checked. Null: not said. Left out: as it is' }),
    language: Locale.nullable().optional().meta({ description: 'Of invoices, credit notes and receipts. Null: that of the workspace. Left out: as it is' }),
    taxId: z.string().trim().min(1).max(60).regex(/^[^\p{Cc}]*$/u, 'one line').nullable().meta({ description: 'Of the payer, such as a VAT number' }),
  })
  .meta({ id: 'NamePayer' });
export type NamePayer = z.infer<typeof NamePayer>;

export const TaxTreatment = z
  .object({
    mode: TaxMode,
    rateBasisPoints: z.number().int().min(0).max(10_000).meta({ description: 'Hundredths of a percent: 1900 is 19 %. Of no effect under reverse charge' }),
  })
  .meta({ id: 'TaxTreatment' });
export type TaxTreatment = z.infer<typeof TaxTreatment>;

export const BillingProfile = NamePayer.extend({ country: Country.nullable(), language: Locale.nullable(), tax: TaxTreatment }).meta({ id: 'BillingProfile' });
export type BillingProfile = z.infer<typeof BillingProfile>;
