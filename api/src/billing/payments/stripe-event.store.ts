import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

export interface StripeEvent {
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string;
  /** Which of our attempts the event says it is about. A hint: what counts is read from Stripe. */
  readonly workspaceHint: string | null;
  readonly attemptHint: string | null;
}

/** The inbox of the provider's events. */
@Injectable()
export class StripeEventStore {
  /** @returns false when the event was received before */
  async add(tx: Tx, event: StripeEvent & { readonly payload: unknown }, now: Date): Promise<boolean> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO stripe_events (event_id, type, object_id, workspace_hint, attempt_hint, payload, status, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'received', $7) ON CONFLICT (event_id) DO NOTHING RETURNING event_id`,
      [event.eventId, event.type, event.objectId, event.workspaceHint, event.attemptHint, JSON.stringify(event.payload), now],
    );
    return added.length > 0;
  }

  async findWaiting(tx: Tx, eventId: string): Promise<StripeEvent | null> {
    const [found] = await tx.query<StripeEvent[]>(
      `SELECT event_id AS "eventId", type, object_id AS "objectId", workspace_hint AS "workspaceHint", attempt_hint AS "attemptHint"
       FROM stripe_events WHERE event_id = $1 AND status = 'received'`,
      [eventId],
    );
    return found ?? null;
  }

  async close(tx: Tx, eventId: string, status: 'applied' | 'ignored', now: Date): Promise<void> {
    await tx.query('UPDATE stripe_events SET status = $2, applied_at = $3 WHERE event_id = $1', [eventId, status, now]);
  }
}
