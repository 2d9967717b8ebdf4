import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { Settings } from '../../platform/settings/index.js';
import type { PasswordHashing } from './password-hashing.js';

export const STAFF_AUTH_PATH = '/api/v1/auth';
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
const SESSION_LIVES_S = 7 * 86_400;
const SESSION_RENEWED_AFTER_S = 86_400;
const RESET_LINK_LIVES_S = 3_600;

export interface StaffAuthParts {
  readonly pool: PostgresPool;
  readonly passwords: PasswordHashing;
  readonly settings: Pick<Settings, 'publicUrl' | 'appSecret'>;
  readonly mailPasswordReset: (to: { email: string; name: string; locale: string }, token: string) => Promise<void>;
}

export type StaffAuth = ReturnType<typeof makeStaffAuth>;

/** The injection token of better-auth. */
export const STAFF_AUTH = Symbol('staff-auth');

/** Staff accounts by better-auth, in the schema `auth`, on the application's own pool. Only the routes of StaffAuthController reach it. */
export function makeStaffAuth({ pool, passwords, settings, mailPasswordReset }: StaffAuthParts) {
  return betterAuth({
    appName: 'Perennial',
    baseURL: settings.publicUrl,
    basePath: STAFF_AUTH_PATH,
    secret: settings.appSecret,
    database: {
      db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] }),
      type: 'postgres',
      schemaName: 'auth',
      transaction: true,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true, // people come in by invitation
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: {
        hash: (password) => passwords.hash(password),
        verify: ({ password, hash }) => passwords.verify(password, hash),
      },
      resetPasswordTokenExpiresIn: RESET_LINK_LIVES_S,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => mailPasswordReset({ email: user.email, name: user.name, locale: (user as { locale?: string }).locale ?? 'en' }, token),
    },
    user: { additionalFields: { locale: { type: 'string', required: true, defaultValue: 'en' } } },
    // Every request asks the database: a revoked session ends at once.
    session: { expiresIn: SESSION_LIVES_S, updateAge: SESSION_RENEWED_AFTER_S, freshAge: 0, cookieCache: { enabled: false } },
    verification: { storeIdentifier: 'hashed' },
    plugins: [twoFactor({ issuer: 'Perennial' })],
    rateLimit: { enabled: false }, // AttemptLimits counts in the database, for all replicas
    advanced: {
      cookiePrefix: 'perennial',
      useSecureCookies: settings.publicUrl.startsWith('https:'),
      disableOriginCheck: false, // better-auth would switch it off in tests
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: ['x-client-ip'] },
      database: { generateId: 'uuid', validateSchema: false },
    },
    onAPIError: { throw: true }, // what is not better-auth's own refusal reaches our filter
    telemetry: { enabled: false },
    logger: { disabled: true }, // its lines would hold addresses
  } satisfies BetterAuthOptions);
}
