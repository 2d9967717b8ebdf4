import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '../../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import type { Delivery, ProviderAdapter, ProviderEvent } from '../provider-event.js';
import { jsonOf, shortened } from '../read-json.js';
import { sameSecret } from '../same-secret.js';

/** It repeats a delivery nobody answered for eight hours. */
const FRESH_MS = 12 * 3_600_000;

const MailgunDelivery = z.object({
  signature: z.object({ timestamp: z.string(), token: z.string(), signature: z.string() }),
  'event-data': z.object({
    id: z.string().min(1).max(200),
    event: z.string(),
    severity: z.string().optional(),
    reason: z.string().optional(),
    timestamp: z.number(),
    'user-variables': z.record(z.string(), z.unknown()).optional(),
    'delivery-status': z.object({ message: z.string().nullish(), description: z.string().nullish() }).optional(),
  }),
});
type MailgunEvent = z.infer<typeof MailgunDelivery>['event-data'];

@Injectable()
export class MailgunAdapter implements ProviderAdapter {
  readonly name = 'mailgun';
  readonly channel = 'email';

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'mailgunSigningKey'>) {}

  get inUse(): boolean {
    return this.settings.mailgunSigningKey !== null;
  }

  headers(reference: string): Record<string, string> {
    return { 'X-Mailgun-Variables': JSON.stringify({ message: reference }), 'X-Mailgun-Track': 'no' };
  }

  async read({ raw, receivedAt }: Delivery): Promise<ProviderEvent[]> {
    const { signature, 'event-data': event } = jsonOf(MailgunDelivery, raw);
    const expected = createHmac('sha256', this.settings.mailgunSigningKey ?? '').update(signature.timestamp + signature.token).digest('hex');
    // What is signed is a moment and a token, not the event: whoever once saw a delivery could post another event under its
    // signature. So that it is of no use for long, the moment must be near.
    const age = Math.abs(receivedAt.getTime() - Number(signature.timestamp) * 1000);
    if (!this.inUse || !(age <= FRESH_MS) || !sameSecret(signature.signature, expected)) throw new Refusal('signature-not-valid');
    const kind = kindOf(event);
    if (!kind) return [];
    const { message, description } = event['delivery-status'] ?? {};
    const reference = event['user-variables']?.['message'];
    const detail = shortened(message || description || event.reason);
    return [{ id: event.id, reference: typeof reference === 'string' ? reference : null, kind, at: new Date(event.timestamp * 1000), detail }];
  }
}

function kindOf({ event, severity, reason }: MailgunEvent): ProviderEvent['kind'] | null {
  if (event === 'delivered') return 'delivered';
  if (event === 'complained' || reason === 'suppress-complaint') return 'complained';
  if (event === 'rejected') return 'failed';
  if (event !== 'failed') return null;
  if (severity === 'temporary') return 'soft-bounced';
  // A permanent failure of another kind (blocked, too old) says nothing about the address.
  return reason === 'bounce' || reason === 'suppress-bounce' ? 'hard-bounced' : 'failed';
}
