import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { actorOf, type MemberCaller } from '../guard/caller.js';
import { InvitationStore } from './invitation.store.js';

/** Makes an invitation's link useless. */
@Injectable()
export class RevokeInvitation {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(caller: MemberCaller, id: string): Promise<void> {
    await this.database.inWorkspace(caller.workspaceId, async (tx) => {
      if (!(await this.invitations.revoke(tx, caller.workspaceId, id))) throw new Refusal('not-found');
      await this.audit.record(tx, caller.workspaceId, { actor: actorOf(caller), command: 'revoke-invitation', subject: { kind: 'invitation', id } });
    });
  }
}
