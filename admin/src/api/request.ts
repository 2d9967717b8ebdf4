import { type Problem, REFUSALS, type RefusalCode, refusalText } from '@perennial/contract/admin';
import { HttpError } from 'react-admin';
import { currentLocale } from '../i18n/currentLocale';

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the API and returns its answer. A refusal becomes an HttpError whose message is the refusal in the reader's language and
 * whose `body.errors` marks the fields at fault, which react-admin's forms understand.
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const text = await requestText(path, options);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The same for an answer that is a text and no JSON. */
export async function requestText(path: string, options: RequestOptions = {}): Promise<string> {
  const response = await fetch(`/api/v1${path}`, {
    method: options.method ?? 'GET',
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'accept-language': currentLocale(), ...contentType(options.body) },
    ...(options.body !== undefined && { body: payload(options.body) }),
    ...(options.signal && { signal: options.signal }),
  });
  if (!response.ok) throw refusalOf(response.status, await problemOf(response));
  return response.text();
}

/** A file goes as it is; anything else as JSON. */
function payload(body: unknown): BodyInit {
  return body instanceof Blob || body instanceof FormData ? body : JSON.stringify(body);
}

function contentType(body: unknown): Record<string, string> {
  if (body === undefined || body instanceof FormData) return {};
  return { 'content-type': body instanceof Blob ? body.type || 'application/octet-stream' : 'application/json' };
}

async function problemOf(response: Response): Promise<Partial<Problem>> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return isJson ? ((await response.json()) as Partial<Problem>) : {};
}

function refusalOf(status: number, problem: Partial<Problem>): HttpError {
  const code = problem.code && problem.code in REFUSALS ? (problem.code as RefusalCode) : codeOf(status);
  const message = refusalText(code, currentLocale(), problem.details ?? {});
  const errors = Object.fromEntries((problem.fields ?? []).map((field) => [field.path, field.message]));
  return new HttpError(message, status, { ...problem, code, ...(problem.fields && { errors: { ...errors, root: { serverError: message } } }) });
}

/** An answer that isn't ours, such as a proxy's error page, has only its status to tell. */
function codeOf(status: number): RefusalCode {
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-large';
  return status >= 502 ? 'not-available' : 'internal-error';
}
