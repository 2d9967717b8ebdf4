import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';

/** A disputed payment, as stored. */
export interface Dispute {
  readonly disputeId: string;
  readonly paymentIntentId: string | null;
  readonly workspaceHint: string | null;
  readonly attemptHint: string | null;
  readonly currency: string;
  readonly amountMinor: number;
  readonly reason: string;
  readonly status: string;
  readonly evidenceDueAt: Date | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

@Injectable()
export class DisputeStore {
  /** A dispute that is decided stays so, whatever comes late. */
  async put(tx: Tx, d: Dispute): Promise<void> {
    await tx.query(
      `INSERT INTO payment_disputes AS known (dispute_id, payment_intent_id, workspace_hint, attempt_hint, currency, amount_minor, reason, status, evidence_due_at, opened_at, closed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (dispute_id) DO UPDATE SET status = excluded.status, reason = excluded.reason, amount_minor = excluded.amount_minor,
         evidence_due_at = excluded.evidence_due_at, closed_at = excluded.closed_at
       WHERE known.closed_at IS NULL`,
      [d.disputeId, d.paymentIntentId, d.workspaceHint, d.attemptHint, d.currency, d.amountMinor, d.reason, d.status, d.evidenceDueAt, d.openedAt, d.closedAt],
    );
  }

  async list(tx: Tx, order: 'ASC' | 'DESC', limit: number, offset: number): Promise<{ disputes: Dispute[]; total: number }> {
    const disputes = await tx.query<Dispute[]>(
      `SELECT dispute_id AS "disputeId", payment_intent_id AS "paymentIntentId", workspace_hint AS "workspaceHint", attempt_hint AS "attemptHint", currency,
              amount_minor AS "amountMinor", reason, status, evidence_due_at AS "evidenceDueAt", opened_at AS "openedAt", closed_at AS "closedAt"
       FROM payment_disputes ORDER BY opened_at ${order}, dispute_id LIMIT $1 OFFSET $2`,
      [limit, offset],
    );
    const [count] = await tx.query<{ total: number }[]>('SELECT count(*) AS total FROM payment_disputes');
    return { disputes, total: count?.total ?? 0 };
  }
}
