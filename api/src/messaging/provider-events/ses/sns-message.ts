import { verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '../../../platform/http/index.js';

/** The envelope in which Amazon SNS posts. */
export const SnsMessage = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string().min(1).max(200),
  TopicArn: z.string(),
  Message: z.string(),
  Subject: z.string().nullish(),
  Timestamp: z.string(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
});
export type SnsMessage = z.infer<typeof SnsMessage>;

const SIGNED_FIELDS = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const satisfies Record<SnsMessage['Type'], readonly (keyof SnsMessage)[]>;

const ALGORITHMS = { '1': 'sha1', '2': 'sha256' } as const;
const SNS_HOST = /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;
const TIMEOUT_MS = 10_000;

/** What SNS signs: the fields that are there, by name, each with its name above it. */
export function textToSign(message: SnsMessage): string {
  return SIGNED_FIELDS[message.Type].flatMap((field) => (message[field] === undefined || message[field] === null ? [] : [field, message[field], ''])).join('\n');
}

export function isSignedWith(certificate: string, message: SnsMessage): boolean {
  try {
    return verify(ALGORITHMS[message.SignatureVersion], Buffer.from(textToSign(message)), new X509Certificate(certificate).publicKey, Buffer.from(message.Signature, 'base64'));
  } catch {
    return false;
  }
}

/**
 * Fetches from SNS itself, and from nowhere else: these addresses come with the message, and whoever writes it would
 * otherwise choose what we fetch and whose certificate we believe.
 * @param base where SNS is to be found instead, for tests
 */
export async function fetchFromSns(address: string, base: string | null): Promise<string> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || !SNS_HOST.test(url.hostname)) throw new Refusal('signature-not-valid');
  const response = await fetch(base === null ? url : new URL(url.pathname + url.search, base), { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Refusal('not-available');
  return response.text();
}
