import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';

/** A payment of the provider's in our books. */
export interface ProviderBooking {
  readonly paymentIntentId: string;
  readonly purpose: string;
  readonly workspaceHint: string;
  readonly attemptHint: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly bookedAt: Date;
}

const COLUMNS = `
  payment_intent_id AS "paymentIntentId", purpose, workspace_hint AS "workspaceHint", attempt_hint AS "attemptHint", currency, amount_minor AS "amountMinor",
  booked_at AS "bookedAt"`;

/** The index of booked payments over all workspaces, written in the transaction of each booking. */
@Injectable()
export class ProviderBookingStore {
  /** The primary key refuses the second booking of a payment, whoever tries. */
  async add(tx: Tx, b: ProviderBooking): Promise<void> {
    await tx.query(
      `INSERT INTO provider_bookings (payment_intent_id, purpose, workspace_hint, attempt_hint, currency, amount_minor, booked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [b.paymentIntentId, b.purpose, b.workspaceHint, b.attemptHint, b.currency, b.amountMinor, b.bookedAt],
    );
  }

  /** Which of these payments are booked. */
  async booked(tx: Tx, paymentIntentIds: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }[]>('SELECT payment_intent_id AS id FROM provider_bookings WHERE payment_intent_id = ANY($1)', [paymentIntentIds]);
    return new Set(rows.map(({ id }) => id));
  }

  async find(tx: Tx, paymentIntentId: string): Promise<ProviderBooking | null> {
    const [found] = await tx.query<ProviderBooking[]>(`SELECT ${COLUMNS} FROM provider_bookings WHERE payment_intent_id = $1 LIMIT 1`, [paymentIntentId]);
    return found ?? null;
  }

  /** What was booked at or after that instant; everything when null. */
  async since(tx: Tx, from: Date | null): Promise<ProviderBooking[]> {
    return tx.query(`SELECT ${COLUMNS} FROM provider_bookings WHERE $1::timestamptz IS NULL OR booked_at >= $1 ORDER BY booked_at`, [from]);
  }
}
