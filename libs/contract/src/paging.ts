import { z } from 'zod';

export const Locale = z.enum(['en', 'zh-CN']).meta({ id: 'Locale' });
export type Locale = z.infer<typeof Locale>;

/** A calendar day, `YYYY-MM-DD`, in the owner's time zone. */
export const Day = z.iso.date().meta({ id: 'Day' });

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: true }).meta({ id: 'Instant' });

/** An amount in the currency's minor units: 1999 is USD 19.99 and JPY 1999. */
export const Amount = z.number().int().min(-1e14).max(1e14);
export const Currency = z.string().regex(/^[A-Z]{3}$/);

/**
 * The query of a list: which page, in which order, which rows.
 * `sort` names a field, with `-` in front for descending; `filter` is a JSON object of the resource's filter fields.
 * @param sorts the fields that may be sorted by; the first is the default
 */
export function listQuery<const F extends z.ZodRawShape>(sorts: readonly [string, ...string[]], filter: F) {
  const directions = sorts.flatMap((field) => [field, `-${field}`]);
  return z.object({
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    perPage: z.coerce.number().int().min(1).max(200).default(25),
    sort: z.enum(directions as [string, ...string[]]).default(sorts[0]),
    filter: z
      .string()
      .default('{}')
      .transform((text, context) => {
        try {
          return JSON.parse(text) as unknown;
        } catch {
          context.addIssue({ code: 'custom', message: 'must be a JSON object' });
          return z.NEVER;
        }
      })
      .pipe(z.object(filter).partial().strict())
      .meta({ override: { type: 'string', description: `JSON object with any of: ${Object.keys(filter).join(', ') || 'nothing'}` } }),
  });
}

/** The answer of a list: the rows of the page and how many there are in all. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), total: z.number().int() });
}
