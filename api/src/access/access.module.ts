import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { PostgresPool } from 'kysely';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import { RecogniseApiKey } from './api-keys/recognise-api-key.js';
import { AccessGuard } from './guard/access.guard.js';
import { EveryRouteDeclares } from './guard/every-route-declares.js';
import { Memberships } from './members/memberships.js';
import { OperatorRoll } from './members/operator-roll.js';
import { CustomerDirectory } from './portal/customer-directory.js';
import { PortalLinks } from './portal/portal-links.js';
import { PortalSessions } from './portal/portal-sessions.js';
import { CreateStaffAccount } from './staff/create-staff-account.js';
import { MailPasswordReset } from './staff/mail-password-reset.js';
import { PasswordHashing } from './staff/password-hashing.js';
import { makeStaffAuth } from './staff/staff-auth.js';
import { STAFF_AUTH, StaffSessions } from './staff/staff-sessions.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    EveryRouteDeclares,
    CreateStaffAccount,
    CustomerDirectory,
    MailPasswordReset,
    Memberships,
    OperatorRoll,
    PasswordHashing,
    PortalLinks,
    PortalSessions,
    RecogniseApiKey,
    StaffSessions,
    {
      provide: STAFF_AUTH,
      inject: [DataSource, PasswordHashing, MailPasswordReset, SETTINGS],
      useFactory: (dataSource: DataSource, passwords: PasswordHashing, mail: MailPasswordReset, settings: Settings) =>
        makeStaffAuth({ pool: poolOf(dataSource), passwords, settings, mailPasswordReset: (to, token) => mail.run(to, token) }),
    },
  ],
  exports: [CreateStaffAccount, CustomerDirectory, Memberships, OperatorRoll, PortalLinks, PortalSessions],
})
export class AccessModule {}

/** The driver's own pool: staff sign-in shares the connections of everything else. */
function poolOf(dataSource: DataSource): PostgresPool {
  return (dataSource.driver as unknown as { master: PostgresPool }).master;
}
