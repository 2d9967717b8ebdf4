import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { actorOf, type MemberCaller } from '../guard/caller.js';
import { ApiKeyStore } from './api-key.store.js';

/** Ends an API key; its next request is refused. */
@Injectable()
export class RevokeApiKey {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keys: ApiKeyStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(caller: MemberCaller, id: string): Promise<void> {
    const { workspaceId } = caller;
    await this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.keys.revoke(tx, workspaceId, id, this.clock.now()))) throw new Refusal('not-found');
      await this.audit.record(tx, workspaceId, { actor: actorOf(caller), command: 'revoke-api-key', subject: { kind: 'api-key', id } });
    });
  }
}
