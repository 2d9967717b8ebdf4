import { Injectable } from '@nestjs/common';
import type { WorkspaceToken } from '../../../access/index.js';
import type { Tx } from '../../../platform/database/index.js';

export const CALENDAR_TAG = 'perennial_cal_';

export interface StoredCalendarFeed {
  readonly id: string;
  readonly shownPrefix: string;
  readonly locale: 'en' | 'zh-CN';
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

const COLUMNS = `id, shown_prefix AS "shownPrefix", locale, created_at AS "createdAt", revoked_at AS "revokedAt"`;

@Injectable()
export class CalendarFeedStore {
  async add(tx: Tx, token: WorkspaceToken, locale: StoredCalendarFeed['locale'], createdBy: string | null, now: Date): Promise<StoredCalendarFeed> {
    const [added] = await tx.query<StoredCalendarFeed[]>(
      `INSERT INTO calendar_feeds (workspace_id, token_hash, shown_prefix, locale, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
      [token.workspaceId, token.hash, token.shown(CALENDAR_TAG), locale, createdBy, now],
    );
    if (!added) throw new Error('The feed was not stored');
    return added;
  }

  /** The feed of a token that was not revoked. */
  async find(tx: Tx, token: WorkspaceToken): Promise<StoredCalendarFeed | null> {
    const [found] = await tx.query<StoredCalendarFeed[]>(
      `SELECT ${COLUMNS} FROM calendar_feeds WHERE workspace_id = $1 AND token_hash = $2 AND revoked_at IS NULL`,
      [token.workspaceId, token.hash],
    );
    return found ?? null;
  }

  async list(tx: Tx, workspaceId: string): Promise<StoredCalendarFeed[]> {
    return tx.query(`SELECT ${COLUMNS} FROM calendar_feeds WHERE workspace_id = $1 ORDER BY created_at DESC, id`, [workspaceId]);
  }

  /** @returns false when there is no such feed */
  async revoke(tx: Tx, workspaceId: string, id: string, now: Date): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      'UPDATE calendar_feeds SET revoked_at = coalesce(revoked_at, $3) WHERE workspace_id = $1 AND id = $2 RETURNING id',
      [workspaceId, id, now],
    );
    return rows.length > 0;
  }
}
