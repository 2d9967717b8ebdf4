import { Inject, Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import { senderOf } from './sender.js';

const TIMEOUT_MS = 20_000;
// Every mail has a Message-ID. A list that does not tell them says nothing about which mails never arrived.
const Deliveries = z.array(z.object({ headers: z.object({ 'message-id': z.string() }) }));

/** Where delivered mails can be looked up by Message-ID: the mail catcher of the default start, or nothing. */
@Injectable()
export class DeliveryLog {
  private readonly log = new Logger('messaging');
  private readonly messageIdOf: (id: string) => string;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'smtpDeliveryLogUrl' | 'mailFrom'>) {
    this.messageIdOf = senderOf(settings.mailFrom).messageId;
  }

  get exists(): boolean {
    return this.settings.smtpDeliveryLogUrl !== null;
  }

  /** Which of these messages were delivered, or null while the log cannot be read. */
  async which(ids: readonly string[]): Promise<ReadonlySet<string> | null> {
    const { smtpDeliveryLogUrl: url } = this.settings;
    if (url === null) return null;
    try {
      const response = await fetch(url, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) throw new Error(`answered ${response.status}`);
      const logged = new Set(Deliveries.parse(await response.json()).map(({ headers }) => bare(headers['message-id'])));
      return new Set(ids.filter((id) => logged.has(bare(this.messageIdOf(id)))));
    } catch (error) {
      this.log.warn({ err: error }, 'the delivery log cannot be read');
      return null;
    }
  }
}

function bare(messageId: string): string {
  return messageId.replace(/^<|>$/g, '');
}
