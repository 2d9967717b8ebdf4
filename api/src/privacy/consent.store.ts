import { Injectable } from '@nestjs/common';
import type { ConsentChannel, ConsentPurpose, ConsentRecord } from '@perennial/contract/admin';
import type { Tx } from '../platform/database/index.js';

// The first half of the advisory lock that orders a customer's decisions and the mails leaving for them.
const DECISION_LOCK = 7_301;

const RECORD = `id, seq, encode(hash, 'hex') AS hash, customer_id AS "customerId", purpose, channel, decision, wording_version AS "wordingVersion", source,
  actor_kind AS "actorKind", actor_id AS "actorId", decided_at AS "decidedAt", recorded_at AS "recordedAt", evidence`;

/** Reads the consent records; only ConsentChainStore adds to them. */
@Injectable()
export class ConsentStore {
  async newest(tx: Tx, workspaceId: string, customerId: string, purpose: ConsentPurpose, channel: ConsentChannel): Promise<{ granted: boolean } | null> {
    const [row] = await tx.query<{ granted: boolean }[]>(
      `SELECT decision = 'granted' AS granted FROM consent_records
       WHERE workspace_id = $1 AND customer_id = $2 AND purpose = $3 AND channel = $4
       ORDER BY decided_at DESC, seq DESC LIMIT 1`,
      [workspaceId, customerId, purpose, channel],
    );
    return row ?? null;
  }

  /** The newest record of each purpose and channel. */
  async inForce(tx: Tx, workspaceId: string, customerId: string): Promise<ConsentRecord[]> {
    return tx.query<ConsentRecord[]>(
      `SELECT DISTINCT ON (purpose, channel) ${RECORD} FROM consent_records WHERE workspace_id = $1 AND customer_id = $2
       ORDER BY purpose, channel, decided_at DESC, seq DESC`,
      [workspaceId, customerId],
    );
  }

  async list(tx: Tx, workspaceId: string, customerId: string, page: number, perPage: number, descending: boolean): Promise<{ data: ConsentRecord[]; total: number }> {
    const direction = descending ? 'DESC' : 'ASC';
    const data = await tx.query<ConsentRecord[]>(
      `SELECT ${RECORD} FROM consent_records WHERE workspace_id = $1 AND customer_id = $2
       ORDER BY decided_at ${direction}, seq ${direction} LIMIT $3 OFFSET $4`,
      [workspaceId, customerId, perPage, (page - 1) * perPage],
    );
    const [count] = await tx.query<{ total: number }[]>(
      'SELECT count(*) AS total FROM consent_records WHERE workspace_id = $1 AND customer_id = $2',
      [workspaceId, customerId],
    );
    return { data, total: count?.total ?? 0 };
  }

  async bySeq(tx: Tx, workspaceId: string, seq: number): Promise<ConsentRecord | null> {
    const [row] = await tx.query<ConsentRecord[]>(`SELECT ${RECORD} FROM consent_records WHERE workspace_id = $1 AND seq = $2`, [workspaceId, seq]);
    return row ?? null;
  }

  /** Mails of a customer may pass this lock side by side; a withdrawal waits for those passing and stops those to come. */
  async lockShared(tx: Tx, customerId: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock_shared($1, hashtext($2))', [DECISION_LOCK, customerId]);
  }

  /** The same for many customers, in the order in which withdrawals take it. */
  async lockAllShared(tx: Tx, customerIds: readonly string[]): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock_shared($1, hashtext(id)) FROM unnest($2::text[]) AS id ORDER BY hashtext(id)', [DECISION_LOCK, customerIds]);
  }

  /** Which of these customers consent. */
  async consenting(tx: Tx, workspaceId: string, customerIds: readonly string[], purpose: ConsentPurpose, channel: ConsentChannel): Promise<string[]> {
    const rows = await tx.query<{ customer_id: string }[]>(
      `SELECT customer_id FROM consents_in_force WHERE workspace_id = $1 AND customer_id = ANY($2::uuid[]) AND purpose = $3 AND channel = $4 AND granted`,
      [workspaceId, customerIds, purpose, channel],
    );
    return rows.map((row) => row.customer_id);
  }

  async lockExclusive(tx: Tx, customerIds: readonly string[]): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1, hashtext(id)) FROM unnest($2::text[]) AS id ORDER BY hashtext(id)', [DECISION_LOCK, customerIds]);
  }
}
