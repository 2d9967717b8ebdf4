import { Injectable } from '@nestjs/common';
import type { StaffNotice, StaffNoticeQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import type { NewStaffNotice } from './staff-notice.js';

const COLUMNS = `id, kind, title, text, link, created_at AS "createdAt", read_at AS "readAt"`;

@Injectable()
export class StaffNoticeStore {
  async add(tx: Tx, workspaceId: string, notice: NewStaffNotice, userIds: readonly string[], now: Date): Promise<number> {
    const { kind, title, text, link, dedupeKey } = notice;
    const told = await tx.query<unknown[]>(
      `INSERT INTO staff_notices (workspace_id, user_id, kind, title, text, link, dedupe_key, created_at)
       SELECT $1, m.user_id, $2, $3, $4, $5, $6, $7 FROM unnest($8::uuid[]) AS m (user_id)
       ON CONFLICT (workspace_id, user_id, dedupe_key) DO NOTHING RETURNING id`,
      [workspaceId, kind, JSON.stringify(title), JSON.stringify(text), link, dedupeKey, now, userIds],
    );
    return told.length;
  }

  async list(tx: Tx, workspaceId: string, userId: string, { page, perPage, sort, filter }: z.output<typeof StaffNoticeQuery>): Promise<{ data: StaffNotice[]; total: number; unread: number }> {
    const rows = `FROM staff_notices WHERE workspace_id = $1 AND user_id = $2 AND ($3::boolean IS NULL OR (read_at IS NULL) = $3)`;
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const values = [workspaceId, userId, filter.unread ?? null];
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${rows}`, values);
    const data = await tx.query<StaffNotice[]>(`SELECT ${COLUMNS} ${rows} ORDER BY created_at ${direction}, id ${direction} LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`, values);
    return { data, total: count?.total ?? 0, unread: await this.unread(tx, workspaceId, userId) };
  }

  async unread(tx: Tx, workspaceId: string, userId: string): Promise<number> {
    const [row] = await tx.query<{ unread: number }[]>('SELECT count(*) AS unread FROM staff_notices WHERE workspace_id = $1 AND user_id = $2 AND read_at IS NULL', [workspaceId, userId]);
    return row?.unread ?? 0;
  }

  /** False when the member has no such notice. Read once, it stays read since then. */
  async read(tx: Tx, workspaceId: string, userId: string, id: string, now: Date): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      'UPDATE staff_notices SET read_at = coalesce(read_at, $4), over = false WHERE workspace_id = $1 AND user_id = $2 AND id = $3',
      [workspaceId, userId, id, now],
    );
    return count > 0;
  }

  async readAllBut(tx: Tx, workspaceId: string, kind: string, keep: string, now: Date): Promise<void> {
    await tx.query('UPDATE staff_notices SET read_at = $4, over = true WHERE workspace_id = $1 AND kind = $2 AND read_at IS NULL AND NOT starts_with(dedupe_key, $3)', [workspaceId, kind, keep, now]);
  }

  async seen(tx: Tx, workspaceId: string, kind: string, keysBeginWith: string): Promise<boolean> {
    const seen = await tx.query<unknown[]>(
      'SELECT FROM staff_notices WHERE workspace_id = $1 AND kind = $2 AND starts_with(dedupe_key, $3) AND read_at IS NOT NULL AND NOT over LIMIT 1',
      [workspaceId, kind, keysBeginWith],
    );
    return seen.length > 0;
  }

  /** @param until what came after the page was drawn has not been seen */
  async readAll(tx: Tx, workspaceId: string, userId: string, until: Date, now: Date): Promise<void> {
    await tx.query('UPDATE staff_notices SET read_at = $4 WHERE workspace_id = $1 AND user_id = $2 AND read_at IS NULL AND created_at <= $3', [workspaceId, userId, until, now]);
  }
}
