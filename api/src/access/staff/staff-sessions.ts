import { Inject, Injectable } from '@nestjs/common';
import type { StaffSession } from '@perennial/contract/admin';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { Refusal } from '../../platform/http/index.js';
import { STAFF_AUTH, type StaffAuth } from './staff-auth.js';

type Row = Omit<StaffSession, 'createdAt' | 'expiresAt'> & { createdAt: Date; expiresAt: Date };

/** Who is signed in as staff, and where else the same person is. */
@Injectable()
export class StaffSessions {
  constructor(
    @Inject(STAFF_AUTH) private readonly auth: StaffAuth,
    private readonly dataSource: DataSource,
  ) {}

  /** The person behind the session cookie, or null. It only looks: the cookie is renewed by `GET /auth/get-session`. */
  async userOf(req: Request): Promise<string | null> {
    return (await this.current(req))?.userId ?? null;
  }

  async current(req: Request): Promise<{ id: string; userId: string; expiresAt: Date } | null> {
    if (!req.headers.cookie) return null;
    const found = await this.auth.api.getSession({ headers: fromNodeHeaders(req.headers), query: { disableRefresh: true } });
    return found && { id: found.session.id, userId: found.user.id, expiresAt: found.session.expiresAt };
  }

  /** The person's sessions, newest first, without their tokens. Real time: better-auth ends them by it. */
  async list(userId: string, currentId: string): Promise<StaffSession[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT id, created_at AS "createdAt", expires_at AS "expiresAt", nullif(ip_address, '') AS "ipAddress", nullif(user_agent, '') AS "userAgent",
              id = $2 AS current
       FROM auth.session WHERE user_id = $1 AND expires_at > $3 ORDER BY created_at DESC`,
      [userId, currentId, new Date()],
    );
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() }));
  }

  /** Ends one of the person's own sessions; refuses `not-found` for anybody else's. */
  async revoke(userId: string, id: string): Promise<void> {
    const [, gone] = await this.dataSource.query<[unknown, number]>('DELETE FROM auth.session WHERE user_id = $1 AND id = $2', [userId, id]);
    if (gone === 0) throw new Refusal('not-found');
  }
}
