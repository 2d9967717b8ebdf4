import { Injectable } from '@nestjs/common';
import type { PublishRefundPolicy, RefundClause } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

export interface StoredRefundPolicy {
  readonly version: number;
  readonly text: PublishRefundPolicy['text'];
  readonly clauses: RefundClause[];
  readonly publishedAt: Date;
}

const COLUMNS = `version, json_build_object('en', text_en, 'zh-CN', text_zh) AS text, clauses, published_at AS "publishedAt"`;

@Injectable()
export class RefundPolicyStore {
  /** The terms at an instant: those of the newest version published by then. */
  async inForce(tx: Tx, at: Date): Promise<StoredRefundPolicy> {
    const [found] = await tx.query<StoredRefundPolicy[]>(`SELECT ${COLUMNS} FROM refund_policies WHERE published_at <= $1 ORDER BY version DESC LIMIT 1`, [at]);
    if (!found) throw new Error('No refund terms');
    return found;
  }

  async version(tx: Tx, version: number): Promise<StoredRefundPolicy> {
    const [found] = await tx.query<StoredRefundPolicy[]>(`SELECT ${COLUMNS} FROM refund_policies WHERE version = $1`, [version]);
    if (!found) throw new Error(`No version ${version} of the refund terms`);
    return found;
  }

  async add(tx: Tx, { text, clauses }: PublishRefundPolicy, now: Date): Promise<StoredRefundPolicy> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('refund-policies'))`);
    const [added] = await tx.query<StoredRefundPolicy[]>(
      `INSERT INTO refund_policies (version, text_en, text_zh, clauses, published_at)
       SELECT max(version) + 1, $1, $2, $3, $4 FROM refund_policies RETURNING ${COLUMNS}`,
      [text.en, text['zh-CN'], JSON.stringify(clauses), now],
    );
    if (!added) throw new Error('The refund terms were not stored');
    return added;
  }
}
