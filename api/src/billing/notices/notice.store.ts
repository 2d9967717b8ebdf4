import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '@perennial/billing';
import type { Tx } from '../../platform/database/index.js';

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

  async wasGiven(tx: Tx, workspaceId: string, periodEnd: string, kind: NoticeKind): Promise<boolean> {
    const rows = await tx.query<unknown[]>('SELECT FROM notices WHERE workspace_id = $1 AND period_end = $2 AND kind = $3 LIMIT 1', [workspaceId, periodEnd, kind]);
    return rows.length > 0;
  }
}
