import { Inject, Injectable } from '@nestjs/common';
import type { CreateInvitation, Invitation } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { Entitlements } from '../entitlements/entitlements.js';
import { actorOf, type MemberCaller } from '../guard/caller.js';
import { WorkspaceToken } from '../workspace-token.js';
import { INVITATION_TAG, InvitationStore } from './invitation.store.js';
import { refuseAboveOwnRole } from './refuse-above-own-role.js';

/** Invites somebody by mail. A second invitation to the same address takes the first one's place. */
@Injectable()
export class InviteMember {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly invitations: InvitationStore,
    private readonly entitlements: Entitlements,
    private readonly queue: JobQueue,
    private readonly audit: AuditTrail,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(caller: MemberCaller, invitation: CreateInvitation): Promise<Invitation> {
    refuseAboveOwnRole(caller, invitation.role);
    return this.database.inWorkspace(caller.workspaceId, (tx) => this.invite(tx, caller.workspaceId, actorOf(caller), invitation));
  }

  /** The same inside a transaction that already runs, for whoever opens a workspace. */
  async invite(tx: Tx, workspaceId: string, actor: Actor, { email, role, locale }: CreateInvitation): Promise<Invitation> {
    if (await this.invitations.isMember(tx, workspaceId, email)) throw new Refusal('already-a-member');
    const now = this.clock.now();
    await this.invitations.revokeOpenOf(tx, workspaceId, email, now);
    this.entitlements.keepWithin(tx, workspaceId, 'seats');
    const token = WorkspaceToken.mint(INVITATION_TAG, workspaceId);
    const invitation = await this.invitations.insert(tx, token, { email, role, locale, invitedBy: actor.id, now });
    const url = `${this.settings.publicUrl}/admin/accept-invitation#token=${token.text}`;
    await this.queue.enqueue(tx, 'account-mail', { workspaceId, template: 'invitation', to: email, locale, variables: { url, role } });
    const details = { role };
    await this.audit.record(tx, workspaceId, { actor, command: 'invite-member', subject: { kind: 'invitation', id: invitation.id }, details });
    return invitation;
  }
}
