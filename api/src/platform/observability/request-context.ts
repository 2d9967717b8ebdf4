import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const requestIds = new AsyncLocalStorage<string>();

/** The id of the request or job this code runs for, or null outside both. */
export function currentRequestId(): string | null {
  return requestIds.getStore() ?? null;
}

/** Runs `work` under a request id of its own, so that its log lines and audit entries can be found together. */
export function underRequestId<T>(id: string, work: () => T): T {
  return requestIds.run(id, work);
}

/** Gives every HTTP request an id (the caller's `X-Request-Id` when it is well-formed) and answers with it. */
export function requestContext(req: Request, res: Response, next: NextFunction): void {
  const given = req.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
  req.id = id;
  res.setHeader('x-request-id', id);
  requestIds.run(id, next);
}
