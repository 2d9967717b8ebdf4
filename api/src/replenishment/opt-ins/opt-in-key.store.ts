import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

/** Which call made which record. */
@Injectable()
export class OptInKeyStore {
  /** @returns null when the key is this transaction's own now; the seq of the record that it made before otherwise */
  async claim(tx: Tx, workspaceId: string, key: string, now: Date): Promise<number | null> {
    // A call with the same key that is under way is waited for here.
    const claimed = await tx.query<unknown[]>(
      'INSERT INTO opt_in_keys (workspace_id, key, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
      [workspaceId, key, now],
    );
    if (claimed.length > 0) return null;
    const [row] = await tx.query<{ seq: number }[]>('SELECT seq FROM opt_in_keys WHERE workspace_id = $1 AND key = $2', [workspaceId, key]);
    return row?.seq ?? null;
  }

  async keep(tx: Tx, workspaceId: string, key: string, seq: number): Promise<void> {
    await tx.query('UPDATE opt_in_keys SET seq = $3 WHERE workspace_id = $1 AND key = $2', [workspaceId, key, seq]);
  }
}
