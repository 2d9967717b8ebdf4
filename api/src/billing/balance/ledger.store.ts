import { Injectable } from '@nestjs/common';
import type { BalanceLot, LedgerLine } from '@perennial/billing';
import type { Tx } from '../../platform/database/index.js';

/** A ledger transaction to be booked. Kind and source say which one it is, so that it is booked once. */
export interface Posting {
  readonly kind: string;
  readonly source: string;
  readonly currency: string;
  readonly lines: readonly LedgerLine[];
  readonly at: Date;
  readonly reason?: string;
  readonly reverses?: string;
}

export interface StoredTransaction {
  readonly id: string;
  readonly kind: string;
  readonly source: string;
  readonly currency: string;
  readonly lines: readonly LedgerLine[];
}

export interface StoredLot extends BalanceLot {
  readonly currency: string;
  readonly amount: number;
  readonly reserved: number;
  readonly reason: string;
  readonly paymentIntentId: string | null;
  readonly createdAt: Date;
}

/** One movement of a balance, as its owner sees it. */
export interface Movement {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly reason: string | null;
  readonly paid: number;
  readonly granted: number;
}

const LOT = `id, seq, kind, currency, amount, remaining, reserved, expires_at AS "expiresAt", reason, payment_intent_id AS "paymentIntentId", created_at AS "createdAt"`;

const ENTRIES = 'FROM ledger_entries e WHERE e.workspace_id = t.workspace_id AND e.transaction_id = t.id';

@Injectable()
export class LedgerStore {
  /** Keeps every other movement of this money waiting until the transaction ends. Taken before the lots are read. */
  async lock(tx: Tx, workspaceId: string, currency: string): Promise<void> {
    await tx.query('SELECT lock_ledger($1, $2)', [workspaceId, currency]);
  }

  /** Books a transaction in one statement. @returns its id; null when it was booked before */
  async post(tx: Tx, workspaceId: string, { kind, source, reverses, reason, currency, at, lines }: Posting): Promise<string | null> {
    const [posted] = await tx.query<{ id: string | null }[]>('SELECT post_ledger($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS id', [
      workspaceId, kind, source, reverses ?? null, reason ?? null, currency, at,
      lines.map(({ account }) => account), lines.map(({ amount }) => amount), lines.map(({ lotId }) => lotId ?? null),
    ]);
    return posted?.id ?? null;
  }

  /** Opens a piece of money that is about to come in; it is worth nothing until it is booked. */
  async addLot(tx: Tx, workspaceId: string, lot: Pick<StoredLot, 'kind' | 'currency' | 'amount' | 'expiresAt' | 'reason' | 'paymentIntentId' | 'createdAt'>): Promise<string> {
    const [added] = await tx.query<{ id: string }[]>(
      `INSERT INTO balance_lots (workspace_id, kind, currency, amount, expires_at, reason, payment_intent_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [workspaceId, lot.kind, lot.currency, lot.amount, lot.expiresAt, lot.reason, lot.paymentIntentId, lot.createdAt],
    );
    if (!added) throw new Error('The lot was not added');
    return added.id;
  }

  /** The pieces of which something is left or set aside. */
  async lotsLeft(tx: Tx, workspaceId: string, currency: string): Promise<StoredLot[]> {
    return tx.query<StoredLot[]>(`SELECT ${LOT} FROM balance_lots WHERE workspace_id = $1 AND currency = $2 AND (remaining > 0 OR reserved > 0) ORDER BY seq`, [workspaceId, currency]);
  }

  async find(tx: Tx, workspaceId: string, id: string): Promise<StoredTransaction | null> {
    const [found] = await tx.query<StoredTransaction[]>(
      `SELECT id, kind, source, (SELECT currency ${ENTRIES} LIMIT 1) AS currency,
              (SELECT json_agg(json_build_object('account', e.account, 'amount', e.amount, 'lotId', e.lot_id) ORDER BY e.line_no) ${ENTRIES}) AS lines
       FROM ledger_transactions t WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
    return found ? { ...found, lines: found.lines.map(({ lotId, ...line }) => (lotId ? { ...line, lotId } : line)) } : null;
  }

  async findBySource(tx: Tx, workspaceId: string, kind: string, source: string): Promise<string | null> {
    const [found] = await tx.query<{ id: string }[]>('SELECT id FROM ledger_transactions WHERE workspace_id = $1 AND kind = $2 AND source = $3', [workspaceId, kind, source]);
    return found?.id ?? null;
  }

  /** What of a payment from the balance was granted credit. */
  async grantedIn(tx: Tx, workspaceId: string, attemptId: string): Promise<number> {
    const [row] = await tx.query<{ granted: number }[]>(
      `SELECT coalesce(sum(e.amount), 0)::bigint AS granted FROM ledger_transactions t
       JOIN ledger_entries e ON e.workspace_id = t.workspace_id AND e.transaction_id = t.id
       WHERE t.workspace_id = $1 AND t.kind = 'reserve' AND t.source = $2 AND e.account = 'reserved_granted'`,
      [workspaceId, attemptId],
    );
    return row?.granted ?? 0;
  }

  /** When the next granted piece expires of which something is left. */
  async nextExpiry(tx: Tx, workspaceId: string): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }[]>('SELECT min(expires_at) AS at FROM balance_lots WHERE workspace_id = $1 AND remaining > 0', [workspaceId]);
    return row?.at ?? null;
  }

  /** How often something of a piece has expired. */
  async timesExpired(tx: Tx, workspaceId: string, lotId: string): Promise<number> {
    const [row] = await tx.query<{ times: number }[]>(
      `SELECT count(DISTINCT t.id) AS times FROM ledger_entries e
       JOIN ledger_transactions t ON t.workspace_id = e.workspace_id AND t.id = e.transaction_id
       WHERE e.workspace_id = $1 AND e.lot_id = $2 AND t.kind = 'expiry'`,
      [workspaceId, lotId],
    );
    return row?.times ?? 0;
  }

  /** What stands on an account; nothing when it was never used. */
  async accountBalance(tx: Tx, workspaceId: string, currency: string, account: string): Promise<number> {
    const [row] = await tx.query<{ balance: number }[]>('SELECT balance FROM ledger_accounts WHERE workspace_id = $1 AND currency = $2 AND account = $3', [workspaceId, currency, account]);
    return row?.balance ?? 0;
  }

  /** The movements of the balance itself, the last booked first. */
  async movements(tx: Tx, workspaceId: string, limit: number, offset: number): Promise<{ data: Movement[]; total: number }> {
    const moved = `FROM ledger_transactions t JOIN ledger_entries e ON e.workspace_id = t.workspace_id AND e.transaction_id = t.id
                   WHERE t.workspace_id = $1 AND e.account IN ('customer_paid', 'customer_granted')`;
    const data = await tx.query<Movement[]>(
      `SELECT t.id, t.kind, t.at, t.reason,
              coalesce(sum(e.amount) FILTER (WHERE e.account = 'customer_paid'), 0)::bigint AS paid,
              coalesce(sum(e.amount) FILTER (WHERE e.account = 'customer_granted'), 0)::bigint AS granted
       ${moved} GROUP BY t.workspace_id, t.id ORDER BY t.id DESC LIMIT $2 OFFSET $3`,
      [workspaceId, limit, offset],
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(DISTINCT t.id) AS total ${moved}`, [workspaceId]);
    return { data, total: count?.total ?? 0 };
  }
}
