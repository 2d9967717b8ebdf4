import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { PostgresPool } from 'kysely';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import { ActorNames } from './actor-names.js';
import { ApiKeyStore } from './api-keys/api-key.store.js';
import { ApiKeysAdminController } from './api-keys/api-keys.admin.controller.js';
import { CreateApiKey } from './api-keys/create-api-key.js';
import { RecogniseApiKey } from './api-keys/recognise-api-key.js';
import { RevokeApiKey } from './api-keys/revoke-api-key.js';
import { AttemptLimits } from './attempts/attempt-limits.js';
import { Entitlements } from './entitlements/entitlements.js';
import { AccessGuard } from './guard/access.guard.js';
import { EveryRouteDeclares } from './guard/every-route-declares.js';
import { AcceptInvitationController } from './members/accept-invitation.controller.js';
import { AcceptInvitation } from './members/accept-invitation.js';
import { ChangeMemberRole } from './members/change-member-role.js';
import { CountSeats } from './members/count-seats.js';
import { InvitationStore } from './members/invitation.store.js';
import { InvitationsAdminController } from './members/invitations.admin.controller.js';
import { InviteMember } from './members/invite-member.js';
import { MemberStore } from './members/member.store.js';
import { MembersAdminController } from './members/members.admin.controller.js';
import { Memberships } from './members/memberships.js';
import { OperatorRoll } from './members/operator-roll.js';
import { RemoveMember } from './members/remove-member.js';
import { RevokeInvitation } from './members/revoke-invitation.js';
import { CustomerDirectory } from './portal/customer-directory.js';
import { ExchangeLink } from './portal/exchange-link.js';
import { PortalLinks } from './portal/portal-links.js';
import { PortalSessions } from './portal/portal-sessions.js';
import { PortalSignInController } from './portal/portal-sign-in.controller.js';
import { PortalSignOutController } from './portal/portal-sign-out.controller.js';
import { RequestLink } from './portal/request-link.js';
import { AccountController } from './staff/account.controller.js';
import { AskStaffAuth } from './staff/ask-staff-auth.js';
import { AuditStaffAuth } from './staff/audit-staff-auth.js';
import { CreateStaffAccount } from './staff/create-staff-account.js';
import { MailPasswordReset } from './staff/mail-password-reset.js';
import { PasswordHashing } from './staff/password-hashing.js';
import { StaffAccounts } from './staff/staff-accounts.js';
import { makeStaffAuth, STAFF_AUTH } from './staff/staff-auth.js';
import { StaffAuthController } from './staff/staff-auth.controller.js';
import { StaffSessions } from './staff/staff-sessions.js';
import { TestClockController } from './test-clock/test-clock.controller.js';

const doors = [
  AcceptInvitation,
  ActorNames,
  AttemptLimits,
  CreateStaffAccount,
  CustomerDirectory,
  Entitlements,
  InviteMember,
  Memberships,
  OperatorRoll,
  PortalLinks,
  PortalSessions,
  StaffAccounts,
];

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [
    StaffAuthController,
    AccountController,
    MembersAdminController,
    InvitationsAdminController,
    AcceptInvitationController,
    ApiKeysAdminController,
    PortalSignInController,
    PortalSignOutController,
    TestClockController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    EveryRouteDeclares,
    ...doors,
    ApiKeyStore,
    AskStaffAuth,
    AuditStaffAuth,
    ChangeMemberRole,
    CountSeats,
    CreateApiKey,
    ExchangeLink,
    InvitationStore,
    MailPasswordReset,
    MemberStore,
    PasswordHashing,
    RecogniseApiKey,
    RemoveMember,
    RequestLink,
    RevokeApiKey,
    RevokeInvitation,
    StaffSessions,
    {
      provide: STAFF_AUTH,
      inject: [DataSource, PasswordHashing, MailPasswordReset, SETTINGS],
      useFactory: (dataSource: DataSource, passwords: PasswordHashing, mail: MailPasswordReset, settings: Settings) =>
        makeStaffAuth({ pool: poolOf(dataSource), passwords, settings, mailPasswordReset: (to, token) => mail.run(to, token) }),
    },
  ],
  exports: doors,
})
export class AccessModule {}

/** The driver's own pool: staff sign-in shares the connections of everything else. */
function poolOf(dataSource: DataSource): PostgresPool {
  return (dataSource.driver as unknown as { master: PostgresPool }).master;
}
