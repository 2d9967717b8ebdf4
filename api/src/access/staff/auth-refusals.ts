import type { RefusalCode } from '@perennial/contract/admin';
import { Refusal } from '../../platform/http/index.js';

const LOCKED_SECONDS = 15 * 60;

/** better-auth's error codes, as our refusals. One that is not here is a fault of ours, not of the caller. */
const REFUSAL_OF: Readonly<Record<string, RefusalCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'wrong-credentials',
  INVALID_PASSWORD: 'wrong-password',
  PASSWORD_TOO_SHORT: 'password-too-weak',
  PASSWORD_TOO_LONG: 'password-too-weak',
  INVALID_TOKEN: 'link-not-valid',
  INVALID_CODE: 'wrong-code',
  INVALID_BACKUP_CODE: 'wrong-code',
  INVALID_TWO_FACTOR_COOKIE: 'not-signed-in',
  TOTP_NOT_ENABLED: 'second-factor-off',
  TWO_FACTOR_NOT_ENABLED: 'second-factor-off',
  BACKUP_CODES_NOT_ENABLED: 'second-factor-off',
  TOTP_ALREADY_ENABLED: 'second-factor-on',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'too-many-attempts',
  ACCOUNT_TEMPORARILY_LOCKED: 'too-many-attempts',
  INVALID_ORIGIN: 'foreign-origin',
  MISSING_OR_NULL_ORIGIN: 'foreign-origin',
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: 'foreign-origin',
  UNAUTHORIZED: 'not-signed-in',
  SESSION_EXPIRED: 'not-signed-in',
};

/** The refusal behind a failed answer of better-auth. */
export function refusalOfAuth(status: number, body: unknown): Error {
  const code = (body as { code?: unknown } | null)?.code;
  const refusal = typeof code === 'string' ? REFUSAL_OF[code] : status === 401 ? 'not-signed-in' : undefined;
  if (!refusal) return new Error(`better-auth answered ${status} ${String(code)}`);
  return new Refusal(refusal, refusal === 'too-many-attempts' ? { retryAfterSeconds: LOCKED_SECONDS } : {});
}
