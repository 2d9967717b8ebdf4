import { Injectable } from '@nestjs/common';
import type { AcceptInvitation as Acceptance, Role } from '@perennial/contract/admin';
import { AuditTrail } from '../../platform/audit/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { Entitlements } from '../entitlements/entitlements.js';
import { CreateStaffAccount } from '../staff/create-staff-account.js';
import { WorkspaceToken } from '../workspace-token.js';
import { INVITATION_TAG, InvitationStore } from './invitation.store.js';
import { Memberships } from './memberships.js';
import { StaffAccounts } from '../staff/staff-accounts.js';

/**
 * Makes the invited person a member. Whoever has an account accepts while signed in with the invited address; whoever has
 * none makes it here, and the link that came by mail vouches for the address.
 */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationStore,
    private readonly accounts: StaffAccounts,
    private readonly createAccount: CreateStaffAccount,
    private readonly memberships: Memberships,
    private readonly entitlements: Entitlements,
    private readonly audit: AuditTrail,
  ) {}

  /** What the link leads to, without accepting it. */
  async lookUp(tokenText: string): Promise<{ workspaceId: string; email: string; role: Role; accountExists: boolean }> {
    const token = readInvitation(tokenText);
    return this.database.inWorkspace(token.workspaceId, async (tx) => {
      const { email, role } = await this.open(tx, token);
      return { workspaceId: token.workspaceId, email, role, accountExists: (await this.accounts.idOf(tx, email)) !== null };
    });
  }

  /** @returns the workspace the person may now enter */
  async run(acceptance: Acceptance, signedInAs: string | null): Promise<string> {
    const token = readInvitation(acceptance.token);
    const { workspaceId } = token;
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const invitation = await this.open(tx, token);
      // The invitation has its seat already, unless the plan has become smaller since.
      this.entitlements.keepWithin(tx, workspaceId, 'seats');
      const userId = await this.person(tx, invitation.email, acceptance, signedInAs);
      if (!(await this.memberships.add(tx, workspaceId, userId, invitation.role))) throw new Refusal('already-a-member');
      await this.invitations.markAccepted(tx, workspaceId, invitation.id);
      const subject = { kind: 'invitation', id: invitation.id };
      await this.audit.record(tx, workspaceId, { actor: { kind: 'member', id: userId }, command: 'accept-invitation', subject });
    });
    return workspaceId;
  }

  private async open(tx: Tx, token: WorkspaceToken) {
    const invitation = await this.invitations.lockOpen(tx, token);
    if (!invitation) throw new Refusal('invitation-not-valid');
    return invitation;
  }

  private async person(tx: Tx, email: string, { account }: Acceptance, signedInAs: string | null): Promise<string> {
    const known = await this.accounts.idOf(tx, email);
    if (known === null) {
      if (signedInAs !== null) throw new Refusal('invitation-for-another-person');
      if (!account) throw new Refusal('not-signed-in');
      return this.createAccount.run(tx, { ...account, email });
    }
    if (signedInAs === null) throw new Refusal('account-exists');
    if (signedInAs !== known) throw new Refusal('invitation-for-another-person');
    return known;
  }
}

function readInvitation(text: string): WorkspaceToken {
  const token = WorkspaceToken.read(INVITATION_TAG, text);
  if (!token) throw new Refusal('invitation-not-valid');
  return token;
}
