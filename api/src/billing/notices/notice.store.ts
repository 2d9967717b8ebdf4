import { Injectable } from '@nestjs/common';
import { type NoticeKind, USUAL_NOTICES } from '@perennial/billing';
import type { NoticeSettings } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

/** A notice that was given. */
export interface GivenNotice {
  readonly kind: NoticeKind;
  readonly periodEnd: string;
  readonly contactId: string;
  readonly contact: string;
  readonly givenAt: Date;
  readonly readAt: Date | null;
}

const GIVEN = `n.kind, n.period_end AS "periodEnd", n.contact_id AS "contactId", c.email AS contact, n.given_at AS "givenAt", n.read_at AS "readAt"`;
const FROM = 'FROM notices n JOIN billing_contacts c ON c.workspace_id = n.workspace_id AND c.id = n.contact_id';

@Injectable()
export class NoticeStore {
  /** Claims one notice for one contact. @returns false when it was given before */
  async claim(tx: Tx, workspaceId: string, periodEnd: string, kind: NoticeKind, contactId: string, now: Date): Promise<boolean> {
    const claimed = await tx.query<unknown[]>(
      `INSERT INTO notices (workspace_id, period_end, kind, contact_id, given_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING kind`,
      [workspaceId, periodEnd, kind, contactId, now],
    );
    return claimed.length > 0;
  }

  async nameMessage(tx: Tx, workspaceId: string, periodEnd: string, kind: NoticeKind, contactId: string, messageId: string | null): Promise<void> {
    await tx.query('UPDATE notices SET message_id = $5 WHERE workspace_id = $1 AND period_end = $2 AND kind = $3 AND contact_id = $4', [
      workspaceId, periodEnd, kind, contactId, messageId,
    ]);
  }

  /** What was given about the period that ends then. */
  async ofPeriod(tx: Tx, workspaceId: string, periodEnd: string): Promise<GivenNotice[]> {
    return tx.query(`SELECT ${GIVEN} ${FROM} WHERE n.workspace_id = $1 AND n.period_end = $2`, [workspaceId, periodEnd]);
  }

  async list(tx: Tx, workspaceId: string, limit: number, offset: number): Promise<{ data: GivenNotice[]; total: number }> {
    const data = await tx.query<GivenNotice[]>(`SELECT ${GIVEN} ${FROM} WHERE n.workspace_id = $1 ORDER BY n.given_at DESC, n.kind, c.position LIMIT $2 OFFSET $3`, [workspaceId, limit, offset]);
    const [count] = await tx.query<{ total: number }[]>('SELECT count(*) AS total FROM notices WHERE workspace_id = $1', [workspaceId]);
    return { data, total: count?.total ?? 0 };
  }

  /** @returns how many were unread */
  async markRead(tx: Tx, workspaceId: string, readBy: string | null, now: Date): Promise<number> {
    const [, read] = await tx.query<[unknown[], number]>('UPDATE notices SET read_at = $2, read_by = $3 WHERE workspace_id = $1 AND read_at IS NULL', [workspaceId, now, readBy]);
    return read;
  }

  async settings(tx: Tx, workspaceId: string): Promise<NoticeSettings> {
    const [found] = await tx.query<NoticeSettings[]>('SELECT days_before AS "daysBefore", send_at AS "sendAt" FROM notice_settings WHERE workspace_id = $1', [workspaceId]);
    return found ?? { daysBefore: [...USUAL_NOTICES.daysBefore], sendAt: USUAL_NOTICES.sendAt };
  }

  async putSettings(tx: Tx, workspaceId: string, { daysBefore, sendAt }: NoticeSettings, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO notice_settings (workspace_id, days_before, send_at, updated_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (workspace_id) DO UPDATE SET days_before = excluded.days_before, send_at = excluded.send_at, updated_at = excluded.updated_at`,
      [workspaceId, daysBefore, sendAt, now],
    );
  }
}
