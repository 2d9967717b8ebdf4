import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { fromNodeHeaders } from 'better-auth/node';
import type { StaffAuth } from './staff-auth.js';

export const STAFF_AUTH = Symbol('staff-auth');

/** Who is signed in as staff. */
@Injectable()
export class StaffSessions {
  constructor(@Inject(STAFF_AUTH) private readonly auth: StaffAuth) {}

  /** The person behind the session cookie, or null. It only looks: the cookie is renewed by `GET /auth/get-session`. */
  async userOf(req: Request): Promise<string | null> {
    if (!req.headers.cookie) return null;
    const found = await this.auth.api.getSession({ headers: fromNodeHeaders(req.headers), query: { disableRefresh: true } });
    return found?.user.id ?? null;
  }
}
