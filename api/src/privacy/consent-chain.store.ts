import { Injectable } from '@nestjs/common';
import { CHAIN_START, type ChainHead, type SealedConsent } from '@perennial/replenishment';
import type { Tx } from '../platform/database/index.js';
import type { NewConsent } from './consent.js';

const SEALED = `workspace_id AS "workspaceId", seq, id, customer_id AS "customerId", purpose, channel, decision, wording_version AS "wordingVersion", source,
  actor_kind AS "actorKind", actor_id AS "actorId", consent_instant(decided_at) AS "decidedAt", consent_instant(recorded_at) AS "recordedAt",
  encode(ip_hash, 'hex') AS "ipHash", evidence, encode(previous_hash, 'hex') AS "previousHash", encode(hash, 'hex') AS hash`;

/** What of the sealed values is the same for all customers of one decision. */
export type SaidByAll = Omit<NewConsent, 'workspaceId' | 'customerIds' | 'decidedAt' | 'ip'> & {
  readonly decidedAt: Date;
  readonly recordedAt: Date;
  readonly ipHash: Buffer | null;
};

/** The consent records as a chain: each is sealed together with the hash of the one before it, in the workspace's own order. */
@Injectable()
export class ConsentChainStore {
  /**
   * Adds a record for each customer, all in one statement. From here to the commit no other transaction adds one in this
   * workspace, so let it come late: whoever waits for a row this transaction needs must not hold the chain.
   * @returns the seq of the last one
   */
  async append(tx: Tx, workspaceId: string, customerIds: readonly string[], said: SaidByAll): Promise<number> {
    const head = await this.lock(tx, workspaceId);
    const { purpose, channel, decision, wordingVersion, source, actor, decidedAt, recordedAt, ipHash, evidence = null } = said;
    await tx.query(
      `WITH arriving AS (
         SELECT $3::bigint + n AS seq, new_id() AS id, customer_id FROM unnest($2::uuid[]) WITH ORDINALITY AS a (customer_id, n)
       ), links AS (
         SELECT seq, id, customer_id, consent_hashes(content) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) AS hash
         FROM (
           SELECT $3::bigint AS seq, NULL::uuid AS id, NULL::uuid AS customer_id, decode($4, 'hex') AS content
           UNION ALL
           SELECT seq, id, customer_id, consent_content($1::uuid, seq, id, customer_id, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text,
                                                        $12::timestamptz, $13::timestamptz, $14::bytea, $15::text)
           FROM arriving
         ) head_and_contents
       ), chained AS (
         SELECT seq, id, customer_id, lag(hash) OVER (ORDER BY seq) AS previous_hash, hash FROM links
       ), added AS (
         INSERT INTO consent_records (workspace_id, seq, id, customer_id, purpose, channel, decision, wording_version, source, actor_kind, actor_id,
                                      decided_at, recorded_at, ip_hash, evidence, previous_hash, hash)
         SELECT $1::uuid, seq, id, customer_id, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, previous_hash, hash
         FROM chained WHERE id IS NOT NULL ORDER BY seq
         RETURNING seq, hash
       )
       UPDATE consent_chains c SET seq = l.seq, hash = l.hash FROM (SELECT seq, hash FROM added ORDER BY seq DESC LIMIT 1) l WHERE c.workspace_id = $1::uuid`,
      [
        workspaceId, customerIds, head.seq, head.hash, purpose, channel, decision, wordingVersion, source, actor.kind, actor.id,
        decidedAt, recordedAt, ipHash, evidence,
      ],
    );
    return head.seq + customerIds.length;
  }

  async head(tx: Tx, workspaceId: string): Promise<ChainHead> {
    const [row] = await tx.query<ChainHead[]>(`SELECT seq, encode(hash, 'hex') AS hash FROM consent_chains WHERE workspace_id = $1`, [workspaceId]);
    return row ?? CHAIN_START;
  }

  /** The records after a seq up to another, in their order; of one customer or of all. */
  async page(tx: Tx, workspaceId: string, customerId: string | null, after: number, upTo: number, limit: number): Promise<SealedConsent[]> {
    return tx.query<SealedConsent[]>(
      `SELECT ${SEALED} FROM consent_records
       WHERE workspace_id = $1 AND seq > $3 AND seq <= $4 AND ($2::uuid IS NULL OR customer_id = $2) ORDER BY seq LIMIT $5`,
      [workspaceId, customerId, after, upTo, limit],
    );
  }

  /** The first record beyond the end of the chain as it stands now; null when there is none, as it should be. */
  async beyondTheEnd(tx: Tx, workspaceId: string): Promise<number | null> {
    const [row] = await tx.query<{ seq: number | null }[]>(
      `SELECT min(seq) AS seq FROM consent_records
       WHERE workspace_id = $1 AND seq > coalesce((SELECT seq FROM consent_chains WHERE workspace_id = $1), 0)`,
      [workspaceId],
    );
    return row?.seq ?? null;
  }

  private async lock(tx: Tx, workspaceId: string): Promise<ChainHead> {
    const lock = `SELECT seq, encode(hash, 'hex') AS hash FROM consent_chains WHERE workspace_id = $1 FOR UPDATE`;
    const [known] = await tx.query<ChainHead[]>(lock, [workspaceId]);
    if (known) return known;
    // Of two who begin a chain at once the second waits for the first here, and goes on from its end.
    await tx.query(`INSERT INTO consent_chains (workspace_id, seq, hash) VALUES ($1, $2, decode($3, 'hex')) ON CONFLICT DO NOTHING`, [
      workspaceId, CHAIN_START.seq, CHAIN_START.hash,
    ]);
    const [begun] = await tx.query<ChainHead[]>(lock, [workspaceId]);
    if (!begun) throw new Error(`the consent chain of ${workspaceId} could not be begun`);
    return begun;
  }
}
