import type { Request } from 'express';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that travels on a cookie comes from our own pages. Browsers send Origin with every write; one without it
 * is refused. Beside the public URL the address in the browser's bar counts (127.0.0.1 opened as localhost): another site
 * can forge neither that Host nor the Origin of its own pages.
 */
export function isSameOrigin(req: Pick<Request, 'method' | 'headers' | 'protocol' | 'host'>, publicUrl: string): boolean {
  if (isRead(req)) return true;
  const { origin } = req.headers;
  return origin !== undefined && ownOrigins(req, publicUrl).includes(origin);
}

/** Whether a request only looks: no GET of ours changes anything. */
export function isRead({ method }: Pick<Request, 'method'>): boolean {
  return READS.has(method);
}

/** The origins our own pages have as far as this request is concerned. */
export function ownOrigins(req: Pick<Request, 'protocol' | 'host'>, publicUrl: string): string[] {
  return [new URL(publicUrl).origin, `${req.protocol}://${req.host}`];
}
