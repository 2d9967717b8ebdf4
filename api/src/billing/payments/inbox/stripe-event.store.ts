import { Injectable } from '@nestjs/common';
import type { StripeEventRow } from '@perennial/contract/admin';
import type { Tx } from '../../../platform/database/index.js';

/** An event as the inbox keeps it. */
export interface StripeEvent {
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string;
  readonly status: StripeEventRow['status'];
  readonly tries: number;
  readonly parkedBecause: string | null;
  /** The workspace it turned out to be about. */
  readonly workspaceHint: string | null;
  readonly receivedAt: Date;
  readonly appliedAt: Date | null;
  readonly nextTryAt: Date | null;
}

const COLUMNS = `
  event_id AS "eventId", type, object_id AS "objectId", status, tries, parked_because AS "parkedBecause", workspace_hint AS "workspaceHint",
  received_at AS "receivedAt", applied_at AS "appliedAt", next_try_at AS "nextTryAt"`;

export interface EventFilter {
  readonly status?: StripeEventRow['status'] | undefined;
  readonly type?: string | undefined;
}

/** The inbox of the provider's events. */
@Injectable()
export class StripeEventStore {
  /** @returns false when the event was received before */
  async add(tx: Tx, event: Pick<StripeEvent, 'eventId' | 'type' | 'objectId'> & { readonly payload: unknown }, now: Date): Promise<boolean> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO stripe_events (event_id, type, object_id, payload, status, received_at)
       VALUES ($1, $2, $3, $4, 'received', $5) ON CONFLICT (event_id) DO NOTHING RETURNING event_id`,
      [event.eventId, event.type, event.objectId, JSON.stringify(event.payload), now],
    );
    return added.length > 0;
  }

  async find(tx: Tx, eventId: string): Promise<StripeEvent | null> {
    const [found] = await tx.query<StripeEvent[]>(`SELECT ${COLUMNS} FROM stripe_events WHERE event_id = $1`, [eventId]);
    return found ?? null;
  }

  async payload(tx: Tx, eventId: string): Promise<Record<string, unknown>> {
    const [found] = await tx.query<{ payload: Record<string, unknown> }[]>('SELECT payload FROM stripe_events WHERE event_id = $1', [eventId]);
    return found?.payload ?? {};
  }

  async close(tx: Tx, eventId: string, status: 'applied' | 'ignored', workspaceHint: string | null, now: Date): Promise<void> {
    await tx.query(
      `UPDATE stripe_events SET status = $2, workspace_hint = coalesce($3, workspace_hint), applied_at = $4, tries = tries + 1, parked_because = NULL, next_try_at = NULL
       WHERE event_id = $1`,
      [eventId, status, workspaceHint, now],
    );
  }

  async park(tx: Tx, eventId: string, because: string, nextTryAt: Date | null): Promise<void> {
    await tx.query(`UPDATE stripe_events SET status = 'parked', parked_because = $2, next_try_at = $3, tries = tries + 1 WHERE event_id = $1`, [eventId, because, nextTryAt]);
  }

  /** Takes it up again from the beginning, whatever became of it before. */
  async reopen(tx: Tx, eventId: string): Promise<void> {
    await tx.query(`UPDATE stripe_events SET status = 'received', applied_at = NULL, tries = 0, parked_because = NULL, next_try_at = NULL WHERE event_id = $1`, [eventId]);
  }

  async nextTry(tx: Tx, after: Date): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }[]>('SELECT min(next_try_at) AS at FROM stripe_events WHERE next_try_at > $1', [after]);
    return row?.at ?? null;
  }

  async toTry(tx: Tx, now: Date): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>('SELECT event_id AS id FROM stripe_events WHERE next_try_at <= $1 ORDER BY next_try_at LIMIT 1000', [now]);
    return rows.map(({ id }) => id);
  }

  async list(tx: Tx, { status, type }: EventFilter, order: 'ASC' | 'DESC', limit: number, offset: number): Promise<{ events: StripeEvent[]; total: number }> {
    const where = `WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR type = $2)`;
    const filter = [status ?? null, type ?? null];
    const events = await tx.query<StripeEvent[]>(`SELECT ${COLUMNS} FROM stripe_events ${where} ORDER BY received_at ${order}, event_id ${order} LIMIT $3 OFFSET $4`, [...filter, limit, offset]);
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total FROM stripe_events ${where}`, filter);
    return { events, total: count?.total ?? 0 };
  }
}
