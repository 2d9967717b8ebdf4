import { Injectable } from '@nestjs/common';
import type { Member, Role } from '@perennial/contract/admin';
import { AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { actorOf, type MemberCaller } from '../guard/caller.js';
import { MemberStore } from './member.store.js';
import { refuseAboveOwnRole } from './refuse-above-own-role.js';

/** Gives a member another role. Only an owner makes or unmakes owners, and one owner always remains. */
@Injectable()
export class ChangeMemberRole {
  constructor(
    private readonly database: Database,
    private readonly members: MemberStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(caller: MemberCaller, userId: string, role: Role): Promise<Member> {
    const { workspaceId } = caller;
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const before = await this.members.lock(tx, workspaceId, userId);
      refuseAboveOwnRole(caller, before.role, role);
      if (role !== 'owner') await this.members.keepAnOwner(tx, workspaceId, userId);
      await this.members.setRole(tx, workspaceId, userId, role);
      const details = { from: before.role, to: role };
      await this.audit.record(tx, workspaceId, { actor: actorOf(caller), command: 'change-member-role', subject: { kind: 'member', id: userId }, details });
      return this.members.get(tx, workspaceId, userId);
    });
  }
}
