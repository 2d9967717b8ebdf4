import type { Problem } from '@perennial/contract/portal';
import i18next from 'i18next';

/** The service said no. Its text is already in the reader's language. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly code: string,
    text: string,
  ) {
    super(text);
  }
}

/** No answer came: no network, or the service is away. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * Asks the service.
 * @throws Refused with the service's reason; NoAnswer when there was none
 */
export async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/api/v1/portal/${path}`, {
    method,
    headers: { 'Accept-Language': i18next.language, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new NoAnswer('no answer', { cause: error });
  });
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
  if (!response.headers.get('content-type')?.includes('problem+json')) throw new NoAnswer(`answered ${response.status}`);
  const { code, title } = JSON.parse(text) as Problem;
  throw new Refused(code, title);
}
