import { Injectable } from '@nestjs/common';
import type { ApiKeyScope } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import type { ApiKeyCaller } from '../guard/caller.js';
import { WorkspaceToken } from '../workspace-token.js';

export const API_KEY_TAG = 'perennial_key_';
const LAST_USED_PRECISION_MS = 60_000;

/** Tells whose key this is, and notes that it was used: to the minute, so that a busy key is not written on every request. */
@Injectable()
export class RecogniseApiKey {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async run(text: string): Promise<ApiKeyCaller | null> {
    const token = WorkspaceToken.read(API_KEY_TAG, text);
    if (!token) return null;
    const now = this.clock.now();
    return this.database.inWorkspace(token.workspaceId, async (tx) => {
      const [key] = await tx.query<{ id: string; scopes: ApiKeyScope[]; last_used_at: Date | null }[]>(
        'SELECT id, scopes, last_used_at FROM api_keys WHERE workspace_id = $1 AND key_hash = $2 AND revoked_at IS NULL',
        [token.workspaceId, token.hash],
      );
      if (!key) return null;
      if (!key.last_used_at || now.getTime() - key.last_used_at.getTime() >= LAST_USED_PRECISION_MS) {
        await tx.query('UPDATE api_keys SET last_used_at = $3 WHERE workspace_id = $1 AND id = $2', [token.workspaceId, key.id, now]);
      }
      return { kind: 'api-key', keyId: key.id, workspaceId: token.workspaceId, scopes: key.scopes };
    });
  }
}
