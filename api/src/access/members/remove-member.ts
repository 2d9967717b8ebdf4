import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { actorOf, type MemberCaller } from '../guard/caller.js';
import { MemberStore } from './member.store.js';
import { refuseAboveOwnRole } from './refuse-above-own-role.js';

/** Takes a member out of the workspace; their next request is refused. Anybody may leave, but the last owner. */
@Injectable()
export class RemoveMember {
  constructor(
    private readonly database: Database,
    private readonly members: MemberStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(caller: MemberCaller, userId: string): Promise<void> {
    const { workspaceId } = caller;
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const { role } = await this.members.lock(tx, workspaceId, userId);
      if (userId !== caller.userId) refuseAboveOwnRole(caller, 'admin', role);
      await this.members.keepAnOwner(tx, workspaceId, userId);
      await this.members.remove(tx, workspaceId, userId);
      await this.audit.record(tx, workspaceId, { actor: actorOf(caller), command: 'remove-member', subject: { kind: 'member', id: userId } });
    });
  }
}
