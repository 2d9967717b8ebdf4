import { Injectable } from '@nestjs/common';
import type { AlreadyOrdered, KeepAlreadyOrdered } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

const COLUMNS = `id, product_id AS "productId", kind, reference, since, until`;

@Injectable()
export class AlreadyOrderedStore {
  async list(tx: Tx, workspaceId: string, customerId: string): Promise<AlreadyOrdered[]> {
    return tx.query<AlreadyOrdered[]>(`SELECT ${COLUMNS} FROM already_ordered WHERE workspace_id = $1 AND customer_id = $2 ORDER BY since, id`, [workspaceId, customerId]);
  }

  /** The same reference again moves its end. */
  async keep(tx: Tx, workspaceId: string, customerId: string, { productId, kind, reference, until }: KeepAlreadyOrdered, now: Date): Promise<AlreadyOrdered> {
    const [row] = await tx.query<AlreadyOrdered[]>(
      `INSERT INTO already_ordered (workspace_id, customer_id, product_id, kind, reference, since, until) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (workspace_id, customer_id, product_id, kind, reference) DO UPDATE SET until = excluded.until RETURNING ${COLUMNS}`,
      [workspaceId, customerId, productId, kind, reference, now, until],
    );
    return row as AlreadyOrdered;
  }

  async end(tx: Tx, workspaceId: string, customerId: string, id: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>('DELETE FROM already_ordered WHERE workspace_id = $1 AND customer_id = $2 AND id = $3', [workspaceId, customerId, id]);
    return count > 0;
  }

  async endOrder(tx: Tx, workspaceId: string, reference: string): Promise<void> {
    await tx.query(`DELETE FROM already_ordered WHERE workspace_id = $1 AND kind = 'open-order' AND reference = $2`, [workspaceId, reference]);
  }
}
