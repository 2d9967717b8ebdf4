import { z } from 'zod';
import { Role } from './access.js';
import { Instant, listOf, listQuery, Locale } from './paging.js';

export const Member = z
  .object({ id: z.uuid().meta({ description: 'The person' }), name: z.string(), email: z.email(), role: Role, since: Instant })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof Member>;

export const MemberList = listOf(Member).meta({ id: 'MemberList' });
export type MemberList = z.infer<typeof MemberList>;
export const MemberQuery = listQuery(['name', 'since'], {});
export type MemberQuery = z.infer<typeof MemberQuery>;

export const ChangeMember = z.object({ role: Role }).meta({ id: 'ChangeMember' });
export type ChangeMember = z.infer<typeof ChangeMember>;

export const Invitation = z
  .object({ id: z.uuid(), email: z.email(), role: Role, createdAt: Instant, expiresAt: Instant, expired: z.boolean() })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

export const InvitationList = listOf(Invitation).meta({ id: 'InvitationList' });
export type InvitationList = z.infer<typeof InvitationList>;
export const InvitationQuery = listQuery(['createdAt', 'email'], {});
export type InvitationQuery = z.infer<typeof InvitationQuery>;

export const CreateInvitation = z
  .object({ email: z.email().max(320).toLowerCase(), role: Role, locale: Locale.meta({ description: 'The language of the mail' }) })
  .meta({ id: 'CreateInvitation' });
export type CreateInvitation = z.infer<typeof CreateInvitation>;

const token = z.string().min(1).max(200);

export const LookUpInvitation = z.object({ token }).meta({ id: 'LookUpInvitation' });
export type LookUpInvitation = z.infer<typeof LookUpInvitation>;

/** What an invited person sees before accepting. */
export const OpenInvitation = z
  .object({ workspaceName: z.string(), email: z.email(), role: Role, accountExists: z.boolean() })
  .meta({ id: 'OpenInvitation' });
export type OpenInvitation = z.infer<typeof OpenInvitation>;

/** `account` is for somebody who has none yet; whoever has one signs in first and leaves it out. */
export const AcceptInvitation = z
  .object({
    token,
    account: z.object({ name: z.string().trim().min(1).max(200), password: z.string().max(200), locale: Locale }).optional(),
  })
  .meta({ id: 'AcceptInvitation' });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export const AcceptedInvitation = z.object({ workspaceId: z.uuid() }).meta({ id: 'AcceptedInvitation' });
export type AcceptedInvitation = z.infer<typeof AcceptedInvitation>;
