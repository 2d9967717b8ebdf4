import { Inject, Injectable } from '@nestjs/common';
import twilio from 'twilio';
import { SETTINGS, type Settings, type SmsAccount } from '../../platform/settings/index.js';
import { type Channel, HAND_OVER_MS, type HandOver, type TextMessage } from './channel.js';

const { RestException, RequestClient } = twilio;

// 21211 no valid number, 21614 no mobile number: another day changes nothing.
const NO_SUCH_NUMBER = new Set([21211, 21614]);
// Nothing had been said yet when it failed: certainly not sent.
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const TOO_MANY_REQUESTS = 429;
// Answered by what stands in front of the service, or before it looked.
const NOT_TAKEN = new Set([502, 503]);

/** Text messages through Twilio, or whatever speaks like it. */
@Injectable()
export class Sms implements Channel<TextMessage> {
  private readonly account: SmsAccount | null;
  private readonly client: ReturnType<typeof twilio> | null;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'sms'>) {
    this.account = settings.sms;
    // Its own repetition is off: after a doubt a message is looked up, not sent again.
    const httpClient = clientAt(this.account?.apiBase ?? null);
    this.client = this.account && twilio(this.account.accountSid, this.account.authToken, { autoRetry: false, httpClient });
  }

  get inUse(): boolean {
    return this.client !== null;
  }

  async handOver({ to, body, statusCallback }: TextMessage, late = AbortSignal.timeout(HAND_OVER_MS)): Promise<HandOver> {
    const no = (error: string, permanent: boolean, noSuchAddress = false): HandOver => ({ kind: 'refused', permanent, noSuchAddress, error });
    if (!this.client || !this.account) return no('no account for text messages in the settings', true);
    if (late.aborted) return no('prepared too late', false);
    const sender = this.account.from.startsWith('MG') ? { messagingServiceSid: this.account.from } : { from: this.account.from };
    try {
      // Links stay as they are: a shortened one hides where it leads, and carriers drop it.
      await this.client.messages.create({ to, body, ...sender, shortenUrls: false, ...(statusCallback ? { statusCallback } : {}) });
      return { kind: 'accepted' };
    } catch (error) {
      if (error instanceof RestException) {
        const { status, code, message } = error;
        const text = `${status} ${code ?? ''} ${message}`.trim();
        if (status === TOO_MANY_REQUESTS || NOT_TAKEN.has(status)) return no(text, false);
        // Whoever breaks down while working may have done the work.
        if (status >= 500) return { kind: 'unsure', error: text };
        // 401 and 403 are about our account: they may leave once that is mended.
        const aboutUs = status === 401 || status === 403;
        return no(text, !aboutUs, code !== undefined && NO_SUCH_NUMBER.has(code));
      }
      const code = (error as { code?: string }).code ?? 'unknown';
      return NOT_CONNECTED.has(code) ? no(code, false) : { kind: 'unsure', error: code };
    }
  }
}

/** Twilio's own client, at another address when one is given. */
function clientAt(base: string | null): InstanceType<typeof RequestClient> {
  const client = new RequestClient({ timeout: HAND_OVER_MS / 2 });
  if (base !== null) {
    client.axios.interceptors.request.use((request) => {
      const { pathname, search } = new URL(request.url ?? '', base);
      request.url = new URL(pathname + search, base).href;
      return request;
    });
  }
  return client;
}
