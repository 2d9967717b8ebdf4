import { Injectable } from '@nestjs/common';
import type { Erasure } from '@perennial/contract/admin';
import type { Actor } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { ErasedPerson } from '../../privacy/index.js';

@Injectable()
export class ErasureStore {
  async find(tx: Tx, workspaceId: string, customerId: string): Promise<Erasure | null> {
    const [row] = await tx.query<Erasure[]>(
      `SELECT customer_id AS "customerId", erased_at AS "erasedAt", done_at AS "doneAt", addresses FROM erasures WHERE workspace_id = $1 AND customer_id = $2`,
      [workspaceId, customerId],
    );
    return row ?? null;
  }

  async add(tx: Tx, { workspaceId, customerId, emails, phones }: ErasedPerson, actor: Actor, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO erasures (workspace_id, customer_id, addresses, actor_kind, actor_id, erased_at)
       SELECT $1, $2, ARRAY(SELECT hidden_address($1, 'email', a) FROM unnest($3::text[]) AS a UNION SELECT hidden_address($1, 'sms', a) FROM unnest($4::text[]) AS a), $5, $6, $7`,
      [workspaceId, customerId, emails, phones, actor.kind, actor.id, now],
    );
  }

  async done(tx: Tx, workspaceId: string, customerId: string, now: Date): Promise<void> {
    await tx.query('UPDATE erasures SET done_at = coalesce(done_at, $3) WHERE workspace_id = $1 AND customer_id = $2', [workspaceId, customerId, now]);
  }
}
