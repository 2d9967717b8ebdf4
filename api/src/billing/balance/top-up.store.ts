import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';

export interface TopUp {
  readonly id: string;
  readonly kind: 'manual' | 'automatic';
  readonly currency: string;
  readonly amountMinor: number;
}

@Injectable()
export class TopUpStore {
  async add(tx: Tx, workspaceId: string, { kind, currency, amountMinor }: Omit<TopUp, 'id'>, now: Date): Promise<string> {
    const [added] = await tx.query<{ id: string }[]>(
      'INSERT INTO top_ups (workspace_id, kind, currency, amount_minor, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id',
      [workspaceId, kind, currency, amountMinor, now],
    );
    if (!added) throw new Error('The top-up was not stored');
    return added.id;
  }

  async get(tx: Tx, workspaceId: string, id: string): Promise<TopUp> {
    const [found] = await tx.query<TopUp[]>('SELECT id, kind, currency, amount_minor AS "amountMinor" FROM top_ups WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  /** What is being paid in at the moment. */
  async pending(tx: Tx, workspaceId: string, currency: string): Promise<number> {
    const [row] = await tx.query<{ pending: number }[]>(
      `SELECT coalesce(sum(amount_minor), 0)::bigint AS pending FROM payment_attempts
       WHERE workspace_id = $1 AND purpose = 'top-up' AND currency = $2 AND status IN ('creating', 'open', 'needs-action', 'processing')`,
      [workspaceId, currency],
    );
    return row?.pending ?? 0;
  }
}
