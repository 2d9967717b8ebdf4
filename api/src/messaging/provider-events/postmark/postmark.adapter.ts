import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '../../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import type { Delivery, ProviderAdapter, ProviderEvent } from '../provider-event.js';
import { jsonOf, shortened } from '../read-json.js';
import { sameSecret } from '../same-secret.js';

const HARD = new Set(['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated']);
/** Bounces that say nothing about whether the address takes mail. */
const NO_BOUNCE = new Set(['AutoResponder', 'AddressChange', 'Subscribe', 'Unsubscribe', 'ChallengeVerification', 'OpenRelayTest', 'InboundError']);

const PostmarkEvent = z.object({
  RecordType: z.string(),
  ID: z.union([z.number(), z.string()]).optional(),
  MessageID: z.string().optional(),
  Type: z.string().optional(),
  Description: z.string().nullish(),
  Details: z.string().nullish(),
  DeliveredAt: z.string().optional(),
  BouncedAt: z.string().optional(),
  Metadata: z.record(z.string(), z.string()).nullish(),
});

/** Postmark does not sign; it posts with the name and password its webhook was set up with. */
@Injectable()
export class PostmarkAdapter implements ProviderAdapter {
  readonly name = 'postmark';
  readonly channel = 'email';

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'postmarkWebhookLogin'>) {}

  get inUse(): boolean {
    return this.settings.postmarkWebhookLogin !== null;
  }

  headers(reference: string): Record<string, string> {
    // Without KeepID it puts a Message-ID of its own in the place of ours.
    return { 'X-PM-Metadata-message': reference, 'X-PM-KeepID': 'true', 'X-PM-TrackOpens': 'false', 'X-PM-TrackLinks': 'None' };
  }

  async read({ raw, header }: Delivery): Promise<ProviderEvent[]> {
    const login = Buffer.from(header('authorization')?.match(/^Basic (\S+)$/)?.[1] ?? '', 'base64').toString('utf8');
    if (!sameSecret(login, this.settings.postmarkWebhookLogin)) throw new Refusal('signature-not-valid');
    const event = eventOf(jsonOf(PostmarkEvent, raw));
    return event ? [event] : [];
  }
}

function eventOf(event: z.infer<typeof PostmarkEvent>): ProviderEvent | null {
  const { RecordType, ID, MessageID, Type = '', DeliveredAt, BouncedAt } = event;
  const reference = event.Metadata?.['message'] ?? null;
  const detail = shortened(event.Details ?? event.Description);
  if (RecordType === 'Delivery' && MessageID && DeliveredAt) return { id: `delivery:${MessageID}`, reference, kind: 'delivered', at: new Date(DeliveredAt), detail };
  if (ID === undefined || !BouncedAt) return null;
  const id = `bounce:${ID}`;
  if (RecordType === 'SpamComplaint' || Type === 'SpamComplaint') return { id, reference, kind: 'complained', at: new Date(BouncedAt), detail };
  if (RecordType !== 'Bounce' || NO_BOUNCE.has(Type)) return null;
  return { id, reference, kind: HARD.has(Type) ? 'hard-bounced' : 'soft-bounced', at: new Date(BouncedAt), detail };
}
