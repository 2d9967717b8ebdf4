import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import type { Payable } from './payable.js';
import type { PaymentAttempt } from './payment-attempt.js';

const COLUMNS = `
  workspace_id AS "workspaceId", id, purpose, coalesce(quote_id, top_up_id) AS "payableId", payable, method, status, currency, amount_minor AS "amountMinor",
  stripe_session_id AS "stripeSessionId", stripe_payment_intent_id AS "stripePaymentIntentId", checkout_url AS "checkoutUrl",
  last_failure AS "lastFailure", invoice_id AS "invoiceId", card_id AS "cardId", debit_step AS "debitStep", card_consent_id AS "cardConsentId",
  check_at AS "checkAt", created_at AS "createdAt", settled_at AS "settledAt"`;
const LIVE = `status IN ('creating', 'open', 'needs-action', 'processing')`;

type NewAttempt = Pick<PaymentAttempt, 'workspaceId' | 'method' | 'checkAt' | 'createdAt'> & Partial<Pick<PaymentAttempt, 'cardId' | 'debitStep' | 'cardConsentId'>>;

type Change = Partial<Pick<PaymentAttempt, 'status' | 'stripeSessionId' | 'stripePaymentIntentId' | 'checkoutUrl' | 'lastFailure' | 'invoiceId' | 'checkAt' | 'settledAt'>>;

const COLUMN_OF: Readonly<Record<keyof Change, string>> = {
  status: 'status', stripeSessionId: 'stripe_session_id', stripePaymentIntentId: 'stripe_payment_intent_id', checkoutUrl: 'checkout_url',
  lastFailure: 'last_failure', invoiceId: 'invoice_id', checkAt: 'check_at', settledAt: 'settled_at',
};

@Injectable()
export class PaymentAttemptStore {
  /** @returns null when a live attempt holds the payable's place, or the step of the ladder was taken before */
  async add(tx: Tx, a: NewAttempt, payable: Payable): Promise<PaymentAttempt | null> {
    const [added] = await tx.query<PaymentAttempt[]>(
      `INSERT INTO payment_attempts (workspace_id, purpose, quote_id, top_up_id, payable, method, status, currency, amount_minor, card_id, debit_step, card_consent_id, check_at, created_at)
       VALUES ($1, $2, CASE $2 WHEN 'quote' THEN $3::uuid END, CASE $2 WHEN 'top-up' THEN $3::uuid END, $4, $5, 'creating', $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
      [a.workspaceId, payable.purpose, payable.id, payable.place, a.method, payable.currency, payable.amountMinor, a.cardId ?? null, a.debitStep ?? null, a.cardConsentId ?? null, a.checkAt, a.createdAt],
    );
    return added ?? null;
  }

  async find(tx: Tx, workspaceId: string, id: string): Promise<PaymentAttempt | null> {
    const [found] = await tx.query<PaymentAttempt[]>(`SELECT ${COLUMNS} FROM payment_attempts WHERE workspace_id = $1 AND id = $2`, [workspaceId, id]);
    return found ?? null;
  }

  async get(tx: Tx, workspaceId: string, id: string): Promise<PaymentAttempt> {
    const found = await this.find(tx, workspaceId, id);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  /** The workspace's newest live attempt, for any payable or for this one. */
  async findOpen(tx: Tx, workspaceId: string, payable: string | null = null): Promise<PaymentAttempt | null> {
    const [found] = await tx.query<PaymentAttempt[]>(
      `SELECT ${COLUMNS} FROM payment_attempts WHERE workspace_id = $1 AND ${LIVE} AND ($2::text IS NULL OR payable = $2) ORDER BY created_at DESC LIMIT 1`,
      [workspaceId, payable],
    );
    return found ?? null;
  }

  /** The newest try that was refused. */
  async lastFailed(tx: Tx, workspaceId: string): Promise<PaymentAttempt | null> {
    const [found] = await tx.query<PaymentAttempt[]>(
      `SELECT ${COLUMNS} FROM payment_attempts WHERE workspace_id = $1 AND last_failure IS NOT NULL ORDER BY created_at DESC LIMIT 1`,
      [workspaceId],
    );
    return found ?? null;
  }

  async toCheck(tx: Tx, workspaceId: string, now: Date): Promise<PaymentAttempt[]> {
    return tx.query<PaymentAttempt[]>(`SELECT ${COLUMNS} FROM payment_attempts WHERE workspace_id = $1 AND check_at <= $2 ORDER BY check_at`, [workspaceId, now]);
  }

  async earliestCheck(tx: Tx, workspaceId: string): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }[]>('SELECT min(check_at) AS at FROM payment_attempts WHERE workspace_id = $1 AND check_at IS NOT NULL', [workspaceId]);
    return row?.at ?? null;
  }

  /** Changes the named fields and returns the attempt as it stands then. */
  async change(tx: Tx, a: PaymentAttempt, change: Change): Promise<PaymentAttempt> {
    const fields = Object.keys(change) as (keyof Change)[];
    const sets = fields.map((field, i) => `${COLUMN_OF[field]} = $${i + 3}`).join(', ');
    await tx.query(`UPDATE payment_attempts SET ${sets} WHERE workspace_id = $1 AND id = $2`, [a.workspaceId, a.id, ...fields.map((field) => change[field])]);
    return { ...a, ...change };
  }
}
