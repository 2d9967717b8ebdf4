import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares without telling by its time how much was right. A secret that is not set is nobody's. */
export function sameSecret(given: string, secret: string | null): boolean {
  if (secret === null || secret === '') return false;
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(secret).digest());
}
