import { z } from 'zod';
import { Instant, listOf, listQuery, Locale } from './paging.js';

const text = z.string().trim().min(1).max(2000);
const texts = z.object({ en: text.optional(), 'zh-CN': text.optional() });

/** A text people were asked with. It never changes: another text is another version. */
export const ConsentWording = z
  .object({
    version: z.string(),
    texts,
    createdAt: Instant.nullable().meta({ description: 'null: it comes with the service' }),
  })
  .meta({ id: 'ConsentWording' });
export type ConsentWording = z.infer<typeof ConsentWording>;

export const NewConsentWording = z
  .object({
    version: z
      .string()
      .trim()
      .max(100)
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
      .meta({ description: 'A name of its own, such as "checkout-2027-03"' }),
    texts: texts.refine((given) => Object.values(given).some((value) => value !== undefined), { message: 'needs a text in at least one language' }),
  })
  .meta({ id: 'NewConsentWording' });
export type NewConsentWording = z.infer<typeof NewConsentWording>;

export const ConsentWordingList = listOf(ConsentWording).meta({ id: 'ConsentWordingList' });
export type ConsentWordingList = z.infer<typeof ConsentWordingList>;
export const ConsentWordingQuery = listQuery(['version', 'createdAt'], {});

export const ConsentSnippetQuery = z.object({ locale: Locale.default('en') });
export type ConsentSnippetQuery = z.infer<typeof ConsentSnippetQuery>;
