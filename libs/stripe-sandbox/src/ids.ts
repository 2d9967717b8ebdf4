import { randomBytes } from 'node:crypto';

/** A new id like Stripe's: a prefix that names the kind, and letters and digits nobody can guess. */
export function newId(prefix: string, length = 24): string {
  return `${prefix}_${letters(length)}`;
}

/** Letters and digits by chance; 62 symbols, so bytes beyond the last whole multiple are thrown away to stay even. */
export function letters(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && text.length < length) text += SYMBOLS.charAt(byte % 62);
    }
  }
  return text;
}

/** The id in a reference, which the types allow to be expanded; inside the sandbox it never is. */
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}

const SYMBOLS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
