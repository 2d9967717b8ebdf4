import { Injectable } from '@nestjs/common';
import type { CreateApiKey as NewApiKey, CreatedApiKey } from '@perennial/contract/admin';
import { AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { actorOf, type MemberCaller } from '../guard/caller.js';
import { WorkspaceToken } from '../workspace-token.js';
import { ApiKeyStore } from './api-key.store.js';
import { API_KEY_TAG } from './recognise-api-key.js';

/** Makes an API key. Its text is in this answer and nowhere else: only its hash is kept. */
@Injectable()
export class CreateApiKey {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keys: ApiKeyStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(caller: MemberCaller, { name, scopes }: NewApiKey): Promise<CreatedApiKey> {
    const { workspaceId, userId } = caller;
    const token = WorkspaceToken.mint(API_KEY_TAG, workspaceId);
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const key = await this.keys.insert(tx, token, { name, scopes, createdBy: userId, now: this.clock.now() });
      const details = { scopes };
      await this.audit.record(tx, workspaceId, { actor: actorOf(caller), command: 'create-api-key', subject: { kind: 'api-key', id: key.id }, details });
      return { ...key, key: token.text };
    });
  }
}
