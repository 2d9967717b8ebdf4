import { Injectable } from '@nestjs/common';
import type { ApiKey, ApiKeyScope } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import type { WorkspaceToken } from '../workspace-token.js';
import { API_KEY_TAG } from './recognise-api-key.js';

type Row = Omit<ApiKey, 'createdAt' | 'lastUsedAt' | 'revokedAt'> & { createdAt: Date; lastUsedAt: Date | null; revokedAt: Date | null };

const COLUMNS = `id, name, shown_prefix AS "shownPrefix", scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;
const SORTS: Readonly<Record<string, string>> = {
  createdAt: 'created_at, id',
  '-createdAt': 'created_at DESC, id',
  name: 'name, id',
  '-name': 'name DESC, id',
};

@Injectable()
export class ApiKeyStore {
  async page(tx: Tx, workspaceId: string, query: { page: number; perPage: number; sort: string }): Promise<{ data: ApiKey[]; total: number }> {
    const rows = await tx.query<Row[]>(`SELECT ${COLUMNS} FROM api_keys WHERE workspace_id = $1 ORDER BY ${SORTS[query.sort]} LIMIT $2 OFFSET $3`, [
      workspaceId,
      query.perPage,
      (query.page - 1) * query.perPage,
    ]);
    const [count] = await tx.query<{ total: number }[]>('SELECT count(*) AS total FROM api_keys WHERE workspace_id = $1', [workspaceId]);
    return { data: rows.map(asApiKey), total: count?.total ?? 0 };
  }

  async insert(tx: Tx, token: WorkspaceToken, key: { name: string; scopes: readonly ApiKeyScope[]; createdBy: string; now: Date }): Promise<ApiKey> {
    const [row] = await tx.query<[Row]>(
      `INSERT INTO api_keys (workspace_id, name, key_hash, shown_prefix, scopes, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
      [token.workspaceId, key.name, token.hash, token.shown(API_KEY_TAG), key.scopes, key.createdBy, key.now],
    );
    return asApiKey(row);
  }

  /** False when there is no such key or it is revoked already. */
  async revoke(tx: Tx, workspaceId: string, id: string, now: Date): Promise<boolean> {
    const [, revoked] = await tx.query<[unknown, number]>('UPDATE api_keys SET revoked_at = $3 WHERE workspace_id = $1 AND id = $2 AND revoked_at IS NULL', [
      workspaceId,
      id,
      now,
    ]);
    return revoked > 0;
  }
}

function asApiKey(row: Row): ApiKey {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
