import { Injectable } from '@nestjs/common';
import type { RefundsToDecide, RefundToDecide } from '@perennial/contract/admin';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import type { RefundRecord, RefundView } from './refund.js';

const COLUMNS = `
  r.workspace_id AS "workspaceId", r.id, r.invoice_id AS "invoiceId", r.clause, r.policy_version AS "policyVersion", r.reason, r.status, r.currency,
  r.asked_net_minor AS "askedNetMinor", r.net_minor AS "netMinor", r.tax_minor AS "taxMinor", r.paid_back_minor AS "paidBackMinor",
  r.days_taken_back AS "daysTakenBack", r.decision, r.requested_at AS "requestedAt", r.decided_at AS "decidedAt", r.settled_at AS "settledAt"`;

const VIEW = `
  SELECT ${COLUMNS}, i.number AS "invoiceNumber", c.id AS "creditNoteId",
    coalesce((SELECT json_agg(json_build_object('paymentIntentId', p.payment_intent_id, 'amountMinor', p.amount_minor, 'status', p.status, 'failure', p.failure)
                              ORDER BY p.payout_no)
              FROM refund_payouts p WHERE p.workspace_id = r.workspace_id AND p.refund_id = r.id), '[]') AS payouts
  FROM refunds r JOIN invoices i ON i.workspace_id = r.workspace_id AND i.id = r.invoice_id
  LEFT JOIN credit_notes c ON c.workspace_id = r.workspace_id AND c.refund_id = r.id`;

type NewRefund = Pick<RefundRecord, 'workspaceId' | 'invoiceId' | 'clause' | 'policyVersion' | 'reason' | 'currency' | 'askedNetMinor' | 'requestedAt'>;
type Decided = Pick<RefundRecord, 'status' | 'netMinor' | 'taxMinor' | 'paidBackMinor' | 'daysTakenBack' | 'decision' | 'decidedAt' | 'settledAt'>;

@Injectable()
export class RefundStore {
  /** @returns null when the invoice has a request that waits for its decision */
  async add(tx: Tx, r: NewRefund): Promise<string | null> {
    const [added] = await tx.query<{ id: string }[]>(
      `INSERT INTO refunds (workspace_id, invoice_id, clause, policy_version, reason, status, currency, asked_net_minor, requested_at)
       VALUES ($1, $2, $3, $4, $5, 'requested', $6, $7, $8) ON CONFLICT (workspace_id, invoice_id) WHERE status = 'requested' DO NOTHING RETURNING id`,
      [r.workspaceId, r.invoiceId, r.clause, r.policyVersion, r.reason, r.currency, r.askedNetMinor, r.requestedAt],
    );
    return added?.id ?? null;
  }

  /** Reads it and keeps every other decision about it waiting. */
  async lock(tx: Tx, workspaceId: string, id: string): Promise<RefundRecord> {
    const [found] = await tx.query<RefundRecord[]>(`SELECT ${COLUMNS} FROM refunds r WHERE workspace_id = $1 AND id = $2 FOR UPDATE`, [workspaceId, id]);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  async view(tx: Tx, workspaceId: string, id: string): Promise<RefundView> {
    const [found] = await tx.query<RefundView[]>(`${VIEW} WHERE r.workspace_id = $1 AND r.id = $2`, [workspaceId, id]);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  async list(tx: Tx, workspaceId: string, newestFirst: boolean, limit: number, offset: number): Promise<{ data: RefundView[]; total: number }> {
    const direction = newestFirst ? 'DESC' : 'ASC';
    const data = await tx.query<RefundView[]>(`${VIEW} WHERE r.workspace_id = $1 ORDER BY r.requested_at ${direction}, r.id LIMIT $2 OFFSET $3`, [workspaceId, limit, offset]);
    const [count] = await tx.query<{ total: number }[]>('SELECT count(*) AS total FROM refunds WHERE workspace_id = $1', [workspaceId]);
    return { data, total: count?.total ?? 0 };
  }

  async decide(tx: Tx, { workspaceId, id }: Pick<RefundRecord, 'workspaceId' | 'id'>, d: Decided): Promise<void> {
    await tx.query(
      `UPDATE refunds SET status = $3, net_minor = $4, tax_minor = $5, paid_back_minor = $6, days_taken_back = $7, decision = $8, decided_at = $9, settled_at = $10
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, d.status, d.netMinor, d.taxMinor, d.paidBackMinor, d.daysTakenBack, d.decision, d.decidedAt, d.settledAt],
    );
  }

  async setStatus(tx: Tx, { workspaceId, id }: Pick<RefundRecord, 'workspaceId' | 'id'>, status: RefundRecord['status'], settledAt: Date | null): Promise<void> {
    await tx.query('UPDATE refunds SET status = $3, settled_at = $4 WHERE workspace_id = $1 AND id = $2', [workspaceId, id, status, settledAt]);
  }

  /** Puts it on the operator's list, or takes it off when there is nothing for a person to do. */
  async keepForOperator(tx: Tx, r: Pick<RefundRecord, 'workspaceId' | 'id' | 'status' | 'currency' | 'clause'>, amountMinor: number, since: Date): Promise<void> {
    if (r.status !== 'requested' && r.status !== 'failed') {
      await tx.query('DELETE FROM refunds_to_decide WHERE refund_id = $1', [r.id]);
      return;
    }
    await tx.query(
      `INSERT INTO refunds_to_decide (refund_id, for_workspace, status, currency, amount_minor, clause, since) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (refund_id) DO UPDATE SET status = excluded.status, amount_minor = excluded.amount_minor, since = excluded.since`,
      [r.id, r.workspaceId, r.status, r.currency, amountMinor, r.clause, since],
    );
  }

  /** A page of what waits for an operator, and how much there is in all. */
  async toDecide(tx: Tx, newestFirst: boolean, limit: number, offset: number): Promise<z.infer<typeof RefundsToDecide>> {
    const direction = newestFirst ? 'DESC' : 'ASC';
    const rows = await tx.query<(Omit<z.infer<typeof RefundToDecide>, 'since'> & { since: Date })[]>(
      `SELECT d.refund_id AS id, d.for_workspace AS "workspaceId", w.slug, d.status, d.clause, d.currency, d.amount_minor AS amount, d.since
       FROM refunds_to_decide d JOIN workspaces w ON w.id = d.for_workspace ORDER BY d.since ${direction}, d.refund_id LIMIT $1 OFFSET $2`,
      [limit, offset],
    );
    const [count] = await tx.query<{ total: number }[]>('SELECT count(*) AS total FROM refunds_to_decide');
    return { data: rows.map((row) => ({ ...row, since: row.since.toISOString() })), total: count?.total ?? 0 };
  }
}
