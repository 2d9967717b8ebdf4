import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '../../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import type { Delivery, ProviderAdapter, ProviderEvent } from '../provider-event.js';
import { sameSecret } from '../same-secret.js';

/** The query of a status callback that says which message it is about. */
export const TWILIO_MESSAGE = 'message';
// 21211 invalid number, 21614 not a mobile number, 30005 unknown, 30006 landline. What else fails may work another day.
const NO_SUCH_NUMBER = new Set(['21211', '21614', '30005', '30006']);
// The person answered STOP to the sender.
const OPTED_OUT = '21610';

/** Twilio reports on an SMS to the address it was given with it, signed with the account's token over address and fields. */
@Injectable()
export class TwilioAdapter implements ProviderAdapter {
  readonly name = 'twilio';
  readonly channel = 'sms';

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'twilioAuthToken'>) {}

  get inUse(): boolean {
    return this.settings.twilioAuthToken !== null;
  }

  headers(): Record<string, string> {
    return {};
  }

  async read({ raw, url, receivedAt, header }: Delivery): Promise<ProviderEvent[]> {
    const fields = new URLSearchParams(raw.toString('utf8'));
    const signed = url + [...new Set(fields.keys())].sort().map((name) => name + [...new Set(fields.getAll(name))].sort().join(name)).join('');
    const expected = createHmac('sha1', this.settings.twilioAuthToken ?? '').update(signed).digest('base64');
    if (!this.inUse || !sameSecret(header('x-twilio-signature') ?? '', expected)) throw new Refusal('signature-not-valid');
    const [sid, status, error] = ['MessageSid', 'MessageStatus', 'ErrorCode'].map((name) => fields.get(name));
    const kind = kindOf(status ?? '', error ?? '');
    if (!sid || !kind) return [];
    // It does not say when: it posts at once.
    return [{ id: `${sid}:${status}`, reference: new URL(url).searchParams.get(TWILIO_MESSAGE), kind, at: receivedAt, detail: error ? `error ${error}` : null }];
  }
}

function kindOf(status: string, error: string): ProviderEvent['kind'] | null {
  if (status === 'delivered') return 'delivered';
  if (status !== 'undelivered' && status !== 'failed') return null;
  if (error === OPTED_OUT) return 'complained';
  return NO_SUCH_NUMBER.has(error) ? 'hard-bounced' : 'soft-bounced';
}
