import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Reply } from './reply.js';

export interface NewReply extends Omit<Reply, 'id' | 'cycleIds'> {
  readonly mailId: string;
  readonly messageId: string | null;
}

export interface Answered {
  readonly id: string;
  readonly customerId: string | null;
  readonly to: string;
}

@Injectable()
export class ReplyStore {
  /** The newest of these messages of ours. */
  async answered(tx: Tx, workspaceId: string, messageIds: readonly string[]): Promise<Answered | null> {
    const [row] = await tx.query<Answered[]>(
      `SELECT id, customer_id AS "customerId", to_address AS "to" FROM messages WHERE workspace_id = $1 AND id = ANY($2::uuid[]) ORDER BY created_at DESC, id DESC LIMIT 1`,
      [workspaceId, messageIds],
    );
    return row ?? null;
  }

  /** Null when this mail was handed in before. */
  async add(tx: Tx, reply: NewReply, now: Date): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO replies (workspace_id, mail_id, message_id, customer_id, from_address, subject, words, kind, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (workspace_id, mail_id) DO NOTHING RETURNING id`,
      [reply.workspaceId, reply.mailId, reply.messageId, reply.customerId, reply.from, reply.subject, reply.words, reply.kind, now],
    );
    return row?.id ?? null;
  }

  async unhandled(tx: Tx, workspaceId: string, id: string): Promise<Reply | null> {
    const [row] = await tx.query<Reply[]>(
      `SELECT r.id, r.workspace_id AS "workspaceId", r.customer_id AS "customerId", r.from_address AS "from", r.subject, r.words, r.kind,
              coalesce((SELECT jsonb_agg(p -> 'cycleId') FROM jsonb_array_elements(m.variables -> 'products') p), '[]') AS "cycleIds"
       FROM replies r LEFT JOIN messages m ON m.workspace_id = r.workspace_id AND m.id = r.message_id
       WHERE r.workspace_id = $1 AND r.id = $2 AND r.handled_at IS NULL`,
      [workspaceId, id],
    );
    return row ?? null;
  }

  async handled(tx: Tx, workspaceId: string, id: string, now: Date): Promise<void> {
    await tx.query('UPDATE replies SET handled_at = $3 WHERE workspace_id = $1 AND id = $2', [workspaceId, id, now]);
  }
}
