import { createHash } from 'node:crypto';
import { StripeProblem } from './stripe-problem.js';

/** Stripe may forget a key after a day; so does the sandbox, so that nobody relies on more. */
export const KEY_LIFETIME_SECONDS = 24 * 60 * 60;

/** The same call with the same parameters, in whatever order, has the same fingerprint. */
export function fingerprint(method: string, path: string, form: unknown): string {
  return createHash('sha256').update(JSON.stringify([method, path, sorted(form)])).digest('hex');
}

export function keyTooLong(): StripeProblem {
  return new StripeProblem(400, 'invalid_request_error', 'Idempotency keys may be at most 255 characters long.');
}

export function otherParameters(key: string): StripeProblem {
  return new StripeProblem(
    400,
    'idempotency_error',
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  );
}

export function stillInProgress(key: string): StripeProblem {
  return new StripeProblem(
    409,
    'idempotency_error',
    `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
    { code: 'idempotency_key_in_use' },
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
