import { resolve } from 'node:path';
import { z } from 'zod';

const boolean = (fallback: boolean) =>
  z
    .enum(['0', '1', 'true', 'false'])
    .default(fallback ? '1' : '0')
    .transform((value) => value === '1' || value === 'true');

const parts = (value: string) => value.split(',').map((part) => part.trim());

const list = z
  .string()
  .default('')
  .transform((value) => parts(value).filter((part) => part !== ''));

const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be a URL starting with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });

/** Stripe refuses more than 25; what people do on its pages counts too. */
const STRIPE_CALLS_PER_SECOND = 20;

/** Every setting of the service, read once from the environment at start. The README lists them; a test keeps both alike. */
const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: url('http:', 'https:').optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  APP_SECRET: z.string().min(32, 'must have at least 32 characters (try: openssl rand -hex 32)'),
  DATABASE_URL: url('postgres:', 'postgresql:'),
  DATABASE_APP_URL: url('postgres:', 'postgresql:').optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20),
  SMTP_URL: url('smtp:', 'smtps:'),
  SMTP_DELIVERY_LOG_URL: url('http:', 'https:').optional(),
  MAIL_FROM: z.string().min(3).default('Perennial <no-reply@perennial.example>'),
  SES_TOPIC_ARNS: list,
  SNS_API_BASE: url('http:', 'https:').optional(),
  POSTMARK_WEBHOOK_LOGIN: z.string().regex(/^[^:]+:.{12,}$/, 'must be name:password with at least 12 characters of password').optional(),
  MAILGUN_SIGNING_KEY: z.string().min(8).optional(),
  SENDGRID_PUBLIC_KEY: z.base64().min(80).optional(),
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-f]{32}$/i, 'must be AC and 32 hexadecimal digits').optional(),
  TWILIO_AUTH_TOKEN: z.string().min(8).optional(),
  TWILIO_FROM: z.string().regex(/^(\+[1-9]\d{6,14}|MG[0-9a-f]{32})$/i, 'must be a number such as +447700900123 or a messaging service (MG…)').optional(),
  TWILIO_API_BASE: url('http:', 'https:').optional(),
  WEBHOOKS_TO_PRIVATE_ADDRESSES: boolean(false),
  STRIPE_SECRET_KEY: z.string().min(8),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    // An empty secret behind a stray comma would let anybody sign.
    .refine((value) => parts(value).every((secret) => secret.length >= 8), 'each of its secrets, separated by commas, must have at least 8 characters')
    .transform(parts),
  STRIPE_API_BASE: url('http:', 'https:').optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DEMO: boolean(false),
  JOBS: boolean(true),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface SmsAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** A number, or a messaging service that chooses one. */
  readonly from: string;
  /** Another address for Twilio's API; null is Twilio itself. */
  readonly apiBase: string | null;
}

export interface Settings {
  readonly nodeEnv: 'development' | 'test' | 'production';
  readonly host: string;
  readonly port: number;
  /** Where people reach the service, without a trailing slash; links in mails start with it. */
  readonly publicUrl: string;
  /** Number of reverse proxies in front (Express `trust proxy`). */
  readonly trustProxy: number;
  readonly appSecret: string;
  /** The owner's connection: migrations only. */
  readonly databaseUrl: string;
  /** The application role's connection, when it is not derived from `databaseUrl`. */
  readonly databaseAppUrl: string | null;
  readonly databasePoolSize: number;
  readonly smtpUrl: string;
  /** Where delivered mails can be looked up by Message-ID after a crash (the mail catcher's list); null where there is none. */
  readonly smtpDeliveryLogUrl: string | null;
  readonly mailFrom: string;
  /** Topics of Amazon SNS on which SES tells what became of mails; none: SES is not listened to. */
  readonly sesTopicArns: readonly string[];
  /** Another address for Amazon SNS, for tests; null is SNS itself. */
  readonly snsApiBase: string | null;
  /** `name:password` with which Postmark's webhook signs in; null: not listened to, and so with the next three. */
  readonly postmarkWebhookLogin: string | null;
  readonly mailgunSigningKey: string | null;
  /** The public key of SendGrid's signed event webhook, base64 as its page shows it. */
  readonly sendgridPublicKey: string | null;
  readonly twilioAuthToken: string | null;
  /** The account text messages are sent by; null: none are sent. */
  readonly sms: SmsAccount | null;
  /** Whether workspaces may have webhooks called at addresses of this machine's own network. */
  readonly webhooksToPrivateAddresses: boolean;
  readonly stripeSecretKey: string;
  /** One, or several while one replaces another. */
  readonly stripeWebhookSecrets: readonly string[];
  /** Another address for Stripe's API; null is Stripe itself. */
  readonly stripeApiBase: string | null;
  /** How often an endpoint of Stripe's is called at most, all processes together. */
  readonly stripeCallsPerSecond: number;
  readonly dataDir: string;
  /** Demo data, demo sign-ins and the movable clock. */
  readonly demo: boolean;
  /** Whether this process also runs jobs (a single process does; api replicas beside workers do not). */
  readonly jobs: boolean;
  readonly logLevel: string;
}

/** The injection token of the settings. */
export const SETTINGS = Symbol('settings');

/** All faults of the environment at once, one line each, so that a person mends them in one go. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads and checks the environment.
 * @throws SettingsError naming every faulty setting with what is wrong with it
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(filled);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.');
      return `  ${name}: ${name in filled ? issue.message : 'is missing'}`;
    });
    throw new SettingsError(`The settings are not usable:\n${faults.join('\n')}\nSee "Settings" in README.md.`);
  }
  const e = parsed.data;
  const sms = [e.TWILIO_ACCOUNT_SID, e.TWILIO_FROM];
  if (sms.some(Boolean) && !(sms.every(Boolean) && e.TWILIO_AUTH_TOKEN)) {
    throw new SettingsError('The settings are not usable:\n  TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM: text messages need all three\nSee "Settings" in README.md.');
  }
  return {
    nodeEnv: e.NODE_ENV,
    host: e.HOST,
    port: e.PORT,
    publicUrl: (e.PUBLIC_URL ?? `http://${e.HOST}:${e.PORT}`).replace(/\/+$/, ''),
    trustProxy: e.TRUST_PROXY,
    appSecret: e.APP_SECRET,
    databaseUrl: e.DATABASE_URL,
    databaseAppUrl: e.DATABASE_APP_URL ?? null,
    databasePoolSize: e.DATABASE_POOL_SIZE,
    smtpUrl: e.SMTP_URL,
    smtpDeliveryLogUrl: e.SMTP_DELIVERY_LOG_URL ?? null,
    mailFrom: e.MAIL_FROM,
    sesTopicArns: e.SES_TOPIC_ARNS,
    snsApiBase: e.SNS_API_BASE ?? null,
    postmarkWebhookLogin: e.POSTMARK_WEBHOOK_LOGIN ?? null,
    mailgunSigningKey: e.MAILGUN_SIGNING_KEY ?? null,
    sendgridPublicKey: e.SENDGRID_PUBLIC_KEY ?? null,
    twilioAuthToken: e.TWILIO_AUTH_TOKEN ?? null,
    sms: smsAccount(e),
    webhooksToPrivateAddresses: e.WEBHOOKS_TO_PRIVATE_ADDRESSES,
    stripeSecretKey: e.STRIPE_SECRET_KEY,
    stripeWebhookSecrets: e.STRIPE_WEBHOOK_SECRET,
    stripeApiBase: e.STRIPE_API_BASE ?? null,
    stripeCallsPerSecond: STRIPE_CALLS_PER_SECOND,
    dataDir: resolve(e.DATA_DIR),
    demo: e.DEMO,
    jobs: e.JOBS,
    logLevel: e.LOG_LEVEL,
  };
}

function smsAccount(e: z.output<typeof Environment>): SmsAccount | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from, TWILIO_API_BASE: apiBase = null } = e;
  return accountSid && authToken && from ? { accountSid, authToken, from, apiBase } : null;
}
