import { Injectable } from '@nestjs/common';
import type { Payout } from '@perennial/billing';
import type { Tx } from '../../platform/database/index.js';
import type { RefundPayoutRecord, RefundRecord } from './refund.js';

const COLUMNS = `
  workspace_id AS "workspaceId", refund_id AS "refundId", payout_no AS "payoutNo", payment_intent_id AS "paymentIntentId", currency,
  amount_minor AS "amountMinor", status, stripe_refund_id AS "stripeRefundId", failure`;

type Change = Pick<RefundPayoutRecord, 'status' | 'stripeRefundId' | 'failure'> & { readonly checkAt: Date | null };

@Injectable()
export class RefundPayoutStore {
  async add(tx: Tx, refund: RefundRecord, payouts: readonly Payout[], checkAt: Date): Promise<void> {
    for (const [i, { paymentIntentId, amount }] of payouts.entries()) {
      await tx.query(
        `INSERT INTO refund_payouts (workspace_id, refund_id, payout_no, payment_intent_id, currency, amount_minor, status, check_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [refund.workspaceId, refund.id, i + 1, paymentIntentId, refund.currency, amount, paymentIntentId === null ? 'on-balance' : 'sending', paymentIntentId === null ? null : checkAt],
      );
    }
  }

  async of(tx: Tx, workspaceId: string, refundId: string): Promise<RefundPayoutRecord[]> {
    return tx.query(`SELECT ${COLUMNS} FROM refund_payouts WHERE workspace_id = $1 AND refund_id = $2 ORDER BY payout_no`, [workspaceId, refundId]);
  }

  async lock(tx: Tx, { workspaceId, refundId, payoutNo }: RefundPayoutRecord): Promise<RefundPayoutRecord> {
    const [found] = await tx.query<RefundPayoutRecord[]>(
      `SELECT ${COLUMNS} FROM refund_payouts WHERE workspace_id = $1 AND refund_id = $2 AND payout_no = $3 FOR UPDATE`,
      [workspaceId, refundId, payoutNo],
    );
    if (!found) throw new Error('A payout that was there is gone');
    return found;
  }

  async change(tx: Tx, { workspaceId, refundId, payoutNo }: RefundPayoutRecord, change: Change): Promise<void> {
    await tx.query(
      `UPDATE refund_payouts SET status = $4, stripe_refund_id = $5, failure = $6, check_at = $7 WHERE workspace_id = $1 AND refund_id = $2 AND payout_no = $3`,
      [workspaceId, refundId, payoutNo, change.status, change.stripeRefundId, change.failure, change.checkAt],
    );
  }

  /** What of a payment has gone back or is going. */
  async givenBack(tx: Tx, workspaceId: string, paymentIntentId: string): Promise<number> {
    const [row] = await tx.query<{ amount: number }[]>(
      `SELECT coalesce(sum(amount_minor), 0)::bigint AS amount FROM refund_payouts
       WHERE workspace_id = $1 AND payment_intent_id = $2 AND status IN ('sending', 'pending', 'sent')`,
      [workspaceId, paymentIntentId],
    );
    return row?.amount ?? 0;
  }

  async toCheck(tx: Tx, workspaceId: string, now: Date): Promise<string[]> {
    const rows = await tx.query<{ refundId: string }[]>(
      'SELECT DISTINCT refund_id AS "refundId" FROM refund_payouts WHERE workspace_id = $1 AND check_at <= $2', [workspaceId, now],
    );
    return rows.map(({ refundId }) => refundId);
  }

  async earliestCheck(tx: Tx, workspaceId: string): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }[]>('SELECT min(check_at) AS at FROM refund_payouts WHERE workspace_id = $1', [workspaceId]);
    return row?.at ?? null;
  }
}
