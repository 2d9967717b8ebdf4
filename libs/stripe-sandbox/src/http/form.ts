import { z } from 'zod';
import { invalidRequest, type StripeProblem } from './stripe-problem.js';

/*
 * Stripe's parameters arrive as a form (`payment_intent_data[metadata][order]=7`), so every value is text. These are the
 * building blocks to read them with; an unknown parameter is refused, as Stripe does.
 */

export const text = z.string().min(1).max(5000);

/** Text that an empty value clears. */
export const clearableText = z.string().max(5000).transform((value) => (value === '' ? null : value));

export const integer = z
  .string()
  .regex(/^-?\d+$/, 'Invalid integer')
  .transform(Number)
  .refine(Number.isSafeInteger, 'Invalid integer');

/** An amount in minor units that can be charged: Stripe takes up to eight digits. */
export const amount = integer
  .refine((value) => value >= 1, 'This value must be greater than or equal to 1.')
  .refine((value) => value <= 99_999_999, 'Amount must be no more than 99999999 minor units');

export const flag = z.enum(['true', 'false'], 'Invalid boolean').transform((value) => value === 'true');

export const currency = z
  .string()
  .regex(/^[a-zA-Z]{3}$/, 'Invalid currency')
  .transform((value) => value.toLowerCase());

/** A list: `a[0]=x&a[1]=y`, or `a[]=x`. */
export function list<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (isRecord(value) ? Object.values(value) : value), z.array(item).max(100));
}

/** Up to 50 keys; a key with an empty value is deleted, an empty value for the whole deletes all. */
export const metadata = z.union([z.literal(''), z.record(z.string().max(40), z.string().max(500))]);

export type MetadataChange = z.infer<typeof metadata>;

export function mergeMetadata(before: Record<string, string>, change: MetadataChange | undefined): Record<string, string> {
  if (change === undefined) return before;
  if (change === '') return {};
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ''));
}

/** A moment or a range of moments, in Unix seconds. */
const range = z.union([integer, z.strictObject({ gt: integer, gte: integer, lt: integer, lte: integer }).partial()]);

const expand = { expand: list(text).optional() };

/** The parameters of a call. Every call may ask to `expand` references. */
export function params<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject({ ...shape, ...expand });
}

/** The parameters of a list: paging, and what to filter by. */
export function listParams<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject({
    limit: integer.refine((value) => value >= 1 && value <= 100, 'Limit must be between 1 and 100').default(10),
    starting_after: text.optional(),
    ending_before: text.optional(),
    created: range.optional(),
    ...shape,
    ...expand,
  });
}

export type Created = z.infer<typeof range>;

export function isWithin(created: number, wanted: Created | undefined): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'number') return created === wanted;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = wanted;
  return created > gt && created >= gte && created < lt && created <= lte;
}

/** Reads the parameters of a call, or says what is wrong with the first bad one. */
export function readParams<T extends z.ZodType>(schema: T, form: unknown): z.infer<T> {
  const read = schema.safeParse(form);
  if (read.success) return read.data;
  throw problemOf(read.error.issues[0], form);
}

function problemOf(issue: z.core.$ZodIssue | undefined, form: unknown): StripeProblem {
  if (issue === undefined) return invalidRequest('Invalid request');
  if (issue.code === 'unrecognized_keys') {
    const param = bracketed([...issue.path, ...issue.keys.slice(0, 1)]);
    return invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = bracketed(issue.path);
  const value = issue.path.reduce<unknown>((at, key) => (isRecord(at) ? at[String(key)] : undefined), form);
  if (value === undefined) return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  if (issue.message === 'Invalid integer') {
    return invalidRequest(`Invalid integer: ${String(value)}`, { code: 'parameter_invalid_integer', param });
  }
  return invalidRequest(`Invalid ${param}: ${issue.message}`, { param });
}

function bracketed(path: readonly PropertyKey[]): string {
  return path.map((key, depth) => (depth === 0 ? String(key) : `[${String(key)}]`)).join('');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
