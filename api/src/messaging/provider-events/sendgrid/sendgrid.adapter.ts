import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '../../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import type { Delivery, ProviderAdapter, ProviderEvent } from '../provider-event.js';
import { jsonOf, shortened } from '../read-json.js';

const REFERENCE = 'perennial_message';
const OFF = { settings: { enable: 0 } };

const SendgridEvent = z.object({
  event: z.string(),
  sg_event_id: z.string().min(1).max(200),
  timestamp: z.number(),
  type: z.string().optional(),
  reason: z.string().optional(),
  [REFERENCE]: z.string().optional(),
});
type SendgridEvent = z.infer<typeof SendgridEvent>;

/** SendGrid signs the moment and the bytes with a key of which the settings hold the public half. */
@Injectable()
export class SendgridAdapter implements ProviderAdapter {
  readonly name = 'sendgrid';
  readonly channel = 'email';
  private readonly key: KeyObject | null;

  constructor(@Inject(SETTINGS) { sendgridPublicKey }: Pick<Settings, 'sendgridPublicKey'>) {
    this.key = sendgridPublicKey === null ? null : createPublicKey({ key: Buffer.from(sendgridPublicKey, 'base64'), format: 'der', type: 'spki' });
  }

  get inUse(): boolean {
    return this.key !== null;
  }

  headers(reference: string): Record<string, string> {
    return { 'X-SMTPAPI': JSON.stringify({ unique_args: { [REFERENCE]: reference }, filters: { clicktrack: OFF, opentrack: OFF } }) };
  }

  async read({ raw, header }: Delivery): Promise<ProviderEvent[]> {
    const signature = header('x-twilio-email-event-webhook-signature') ?? '';
    const signed = Buffer.concat([Buffer.from(header('x-twilio-email-event-webhook-timestamp') ?? ''), raw]);
    if (!this.key || !verify('sha256', signed, this.key, Buffer.from(signature, 'base64'))) throw new Refusal('signature-not-valid');
    return jsonOf(z.array(SendgridEvent), raw).flatMap((event): ProviderEvent[] => {
      const kind = kindOf(event);
      if (!kind) return [];
      return [{ id: event.sg_event_id, reference: event[REFERENCE] ?? null, kind, at: new Date(event.timestamp * 1000), detail: shortened(event.reason) }];
    });
  }
}

function kindOf({ event, type, reason = '' }: SendgridEvent): ProviderEvent['kind'] | null {
  switch (event) {
    case 'delivered':
      return 'delivered';
    case 'bounce':
      return type === 'blocked' ? 'soft-bounced' : 'hard-bounced';
    case 'spamreport':
      return 'complained';
    case 'dropped':
      if (/^bounced address|^invalid/i.test(reason)) return 'hard-bounced';
      return /^spam reporting address/i.test(reason) ? 'complained' : 'failed';
    default:
      return null;
  }
}
