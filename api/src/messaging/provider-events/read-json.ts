import type { z } from 'zod';
import { Refusal } from '../../platform/http/index.js';

const DETAIL_LENGTH = 500;

/** Reads a body whose sender is still to be believed. */
export function jsonOf<T extends z.ZodType>(schema: T, raw: Buffer): z.output<T> {
  let value: unknown;
  try {
    value = JSON.parse(raw.toString('utf8'));
  } catch {
    throw new Refusal('invalid-input');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal('invalid-input');
  return parsed.data;
}

export function shortened(detail: string | null | undefined): string | null {
  return detail?.slice(0, DETAIL_LENGTH) || null;
}
