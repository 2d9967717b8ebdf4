import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { MessageAtTheDoor } from '../message.js';
import { AT_THE_DOOR } from '../message.store.js';
import { type DeliveryState, SOFT_BOUNCE_DAYS } from './delivery-state.js';
import type { ProviderEvent, ProviderName } from './provider-event.js';

/** A message as far as an event about it is concerned. */
export interface DeliveredMessage extends MessageAtTheDoor {
  readonly status: string;
  readonly delivery: DeliveryState | null;
}

@Injectable()
export class ProviderEventStore {
  /** The message, locked: events about it wait for each other, and for the run that has it in hand. */
  async lockMessage(tx: Tx, workspaceId: string, id: string): Promise<DeliveredMessage | null> {
    const [message] = await tx.query<DeliveredMessage[]>(`SELECT ${AT_THE_DOOR}, status, delivery FROM messages WHERE workspace_id = $1 AND id = $2 FOR UPDATE`, [workspaceId, id]);
    return message ?? null;
  }

  /** Keeps an event; false when it is known. */
  async add(tx: Tx, provider: ProviderName, message: DeliveredMessage, { id, kind, at, detail }: ProviderEvent, now: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO provider_events (workspace_id, provider, event_id, message_id, channel, address, kind, at, received_at, detail)
       VALUES ($1, $2, $3, $4, $5, lower($6), $7, $8, $9, $10) ON CONFLICT (workspace_id, provider, event_id) DO NOTHING RETURNING 1`,
      [message.workspaceId, provider, id, message.id, message.channel, message.to, kind, at, now, detail],
    );
    return rows.length > 0;
  }

  async writeState(tx: Tx, message: DeliveredMessage, state: DeliveryState, at: Date): Promise<void> {
    await tx.query('UPDATE messages SET delivery = $3, delivery_at = $4 WHERE workspace_id = $1 AND id = $2', [message.workspaceId, message.id, state, at]);
  }

  /** How often mails to this address bounced softly of late: since the last that arrived, and since a person took it off the list. */
  async softBounces(tx: Tx, { workspaceId, channel, to }: DeliveredMessage, now: Date): Promise<number> {
    const [row] = await tx.query<{ bounces: number }[]>(
      `SELECT count(DISTINCT message_id)::int AS bounces FROM provider_events
       WHERE workspace_id = $1 AND channel = $2 AND address = lower($3) AND kind = 'soft-bounced'
         AND received_at > greatest(
           $4::timestamptz - make_interval(days => $5),
           (SELECT max(received_at) FROM provider_events WHERE workspace_id = $1 AND channel = $2 AND address = lower($3) AND kind = 'delivered'),
           (SELECT max(released_at) FROM suppressions WHERE workspace_id = $1 AND channel = $2 AND address = lower($3)))`,
      [workspaceId, channel, to, now, SOFT_BOUNCE_DAYS],
    );
    return row?.bounces ?? 0;
  }
}
