import { Injectable } from '@nestjs/common';
import type { Grant } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

export interface NewGrant {
  readonly kind: 'bonus' | 'extension';
  readonly days: number;
  readonly reason: string;
  readonly quoteId: string | null;
  readonly grantedBy: string | null;
  readonly grantedAt: Date;
}

/** Days given on top of the paid ones. Rows, not edits of a period: each says why, and who gave them. */
@Injectable()
export class GrantStore {
  async add(tx: Tx, workspaceId: string, grant: NewGrant): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO subscription_grants (workspace_id, kind, days, reason, quote_id, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [workspaceId, grant.kind, grant.days, grant.reason, grant.quoteId, grant.grantedBy, grant.grantedAt],
    );
    if (!row) throw new Error('The grant was not stored');
    return row.id;
  }

  async list(tx: Tx, workspaceId: string): Promise<Grant[]> {
    const rows = await tx.query<(Omit<Grant, 'grantedAt'> & { grantedAt: Date })[]>(
      'SELECT id, kind, days, reason, granted_at AS "grantedAt" FROM subscription_grants WHERE workspace_id = $1 ORDER BY granted_at DESC, id DESC',
      [workspaceId],
    );
    return rows.map((row) => ({ ...row, grantedAt: row.grantedAt.toISOString() }));
  }
}
