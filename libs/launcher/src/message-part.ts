import { createHmac } from 'node:crypto';
import { openMessageInbox } from './message-inbox.js';
import type { Part } from './part.js';
import { choosePort } from './ports.js';

const HOST = '127.0.0.1';

export interface MessagePart extends Part {
  readonly inboxUrl: string;
}

/** Where text messages and webhooks of the default start end up. Its account comes from the app secret and outlives restarts. */
export async function startMessageInbox(appSecret: string): Promise<MessagePart> {
  const inbox = await openMessageInbox(await choosePort({ what: 'message inbox', host: HOST, usual: 1090 }), HOST);
  const derived = (purpose: string) => createHmac('sha256', appSecret).update(purpose).digest('hex').slice(0, 32);
  return {
    inboxUrl: inbox.url,
    settings: {
      TWILIO_ACCOUNT_SID: `AC${derived('local telephone account')}`,
      TWILIO_AUTH_TOKEN: derived('local telephone token'),
      TWILIO_FROM: '+15005550006',
      TWILIO_API_BASE: inbox.url,
      WEBHOOKS_TO_PRIVATE_ADDRESSES: '1',
    },
    stop: () => inbox.close(),
  };
}
