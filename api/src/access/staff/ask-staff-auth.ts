import { Inject, Injectable } from '@nestjs/common';
import { fromNodeHeaders } from 'better-auth/node';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { ipOf } from '../attempts/attempt-limits.js';
import { refusalOfAuth } from './auth-refusals.js';
import type { Exchange } from '../guard/exchange.js';
import { STAFF_AUTH, STAFF_AUTH_PATH, type StaffAuth } from './staff-auth.js';

/** Hands one request to better-auth and its cookies back to the browser. Failures become our refusals. */
@Injectable()
export class AskStaffAuth {
  constructor(
    @Inject(STAFF_AUTH) private readonly auth: StaffAuth,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @param path better-auth's own: `/sign-in/email`; @param body what the contract let through, or nothing for a GET */
  async run(path: string, { req, res }: Exchange, body?: object): Promise<unknown> {
    const headers = fromNodeHeaders(req.headers);
    headers.delete('content-length');
    headers.set('x-client-ip', ipOf(req)); // whatever the caller put there is overwritten
    const init = body === undefined ? { method: 'GET', headers } : { method: 'POST', headers: withJson(headers), body: JSON.stringify(body) };
    const answer = await this.auth.handler(new globalThis.Request(`${this.settings.publicUrl}${STAFF_AUTH_PATH}${path}`, init));
    for (const cookie of answer.headers.getSetCookie()) res.append('set-cookie', cookie);
    const content: unknown = await answer.json().catch(() => null);
    if (!answer.ok) throw refusalOfAuth(answer.status, content);
    return content;
  }
}

function withJson(headers: Headers): Headers {
  headers.set('content-type', 'application/json');
  return headers;
}
