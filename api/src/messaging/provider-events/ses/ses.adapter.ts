import { Inject, Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '../../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import type { Delivery, ProviderAdapter, ProviderEvent } from '../provider-event.js';
import { jsonOf, shortened } from '../read-json.js';
import { fetchFromSns, isSignedWith, SnsMessage } from './sns-message.js';

const REFERENCE_HEADER = 'X-Perennial-Message';
const CERTIFICATES_KEPT = 20;

const SesEvent = z.object({
  // A configuration set says eventType, a notification of an identity says notificationType.
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.object({
    timestamp: z.string(),
    tags: z.record(z.string(), z.array(z.string())).optional(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  }),
  delivery: z.object({ timestamp: z.string(), smtpResponse: z.string().optional() }).optional(),
  bounce: z
    .object({ timestamp: z.string(), bounceType: z.string(), bouncedRecipients: z.array(z.object({ diagnosticCode: z.string().optional() })) })
    .optional(),
  complaint: z.object({ timestamp: z.string(), complaintFeedbackType: z.string().nullish() }).optional(),
  reject: z.object({ reason: z.string().optional() }).optional(),
});
type SesEvent = z.infer<typeof SesEvent>;

/** Amazon SES, which tells by way of SNS. Anybody may have a topic; only the settings' own ones are believed. */
@Injectable()
export class SesAdapter implements ProviderAdapter {
  readonly name = 'ses';
  readonly channel = 'email';
  private readonly log = new Logger('messaging');
  private readonly certificates = new Map<string, string>();

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'sesTopicArns' | 'snsApiBase'>) {}

  get inUse(): boolean {
    return this.settings.sesTopicArns.length > 0;
  }

  headers(reference: string): Record<string, string> {
    return { 'X-SES-MESSAGE-TAGS': `message=${reference}`, [REFERENCE_HEADER]: reference };
  }

  async read({ raw }: Delivery): Promise<ProviderEvent[]> {
    const message = jsonOf(SnsMessage, raw);
    if (!this.settings.sesTopicArns.includes(message.TopicArn)) throw new Refusal('signature-not-valid');
    if (!isSignedWith(await this.certificate(message.SigningCertURL), message)) throw new Refusal('signature-not-valid');
    if (message.Type === 'SubscriptionConfirmation' && message.SubscribeURL) {
      await fetchFromSns(message.SubscribeURL, this.settings.snsApiBase);
      this.log.log({ topic: message.TopicArn }, 'subscribed to a topic of SES');
    }
    if (message.Type !== 'Notification') return [];
    const event = eventOf(message.MessageId, jsonOf(SesEvent, Buffer.from(message.Message)));
    return event ? [event] : [];
  }

  private async certificate(url: string): Promise<string> {
    const known = this.certificates.get(url);
    if (known) return known;
    const certificate = await fetchFromSns(url, this.settings.snsApiBase);
    if (this.certificates.size >= CERTIFICATES_KEPT) this.certificates.clear();
    this.certificates.set(url, certificate);
    return certificate;
  }
}

function eventOf(id: string, event: SesEvent): ProviderEvent | null {
  const { mail, bounce, complaint, delivery, reject } = event;
  const reference = mail.tags?.['message']?.[0] ?? mail.headers?.find(({ name }) => name.toLowerCase() === REFERENCE_HEADER.toLowerCase())?.value ?? null;
  const about = (kind: ProviderEvent['kind'], at: string, detail: string | null | undefined): ProviderEvent => ({ id, reference, kind, at: new Date(at), detail: shortened(detail) });
  switch (event.eventType ?? event.notificationType) {
    case 'Delivery':
      return delivery ? about('delivered', delivery.timestamp, delivery.smtpResponse) : null;
    case 'Bounce':
      return bounce ? about(bounce.bounceType === 'Permanent' ? 'hard-bounced' : 'soft-bounced', bounce.timestamp, bounce.bouncedRecipients[0]?.diagnosticCode) : null;
    case 'Complaint':
      // Somebody took the mail out of their spam folder: the opposite of a complaint, reported by the same way.
      return complaint && complaint.complaintFeedbackType !== 'not-spam' ? about('complained', complaint.timestamp, complaint.complaintFeedbackType) : null;
    case 'Reject':
      return about('failed', mail.timestamp, reject?.reason);
    default:
      return null;
  }
}
