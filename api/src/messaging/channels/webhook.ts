import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Webhook as Signature } from 'standardwebhooks';
import { Clock } from '../../platform/clock/index.js';
import { type Channel, type HandOver, type WebhookCall } from './channel.js';
import { PublicAddresses } from './public-addresses.js';

const ANSWER_MS = 20_000;

/**
 * Signed calls to an address of the workspace's (Standard Webhooks). The receiver knows a repetition by its `webhook-id`, so
 * a doubt is no doubt here: it is simply called again.
 */
@Injectable()
export class Webhooks implements Channel<WebhookCall> {
  constructor(
    private readonly clock: Clock,
    private readonly addresses: PublicAddresses,
  ) {}

  async handOver({ id, url, secrets, body }: WebhookCall, late?: AbortSignal): Promise<HandOver> {
    const no = (error: string, permanent: boolean, noSuchAddress = false): HandOver => ({ kind: 'refused', permanent, noSuchAddress, error });
    if (late?.aborted) return no('prepared too late', false);
    const at = this.clock.now();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': secrets.map((secret) => new Signature(secret).sign(id, at, body)).join(' '),
    };
    try {
      const status = await this.post(new URL(url), headers, body, late);
      if (status >= 200 && status < 300) return { kind: 'accepted' };
      // 410: the receiver asks never to be called again about this.
      return no(`answered ${status}`, status === 410, status === 410);
    } catch (error) {
      const { code } = error as { code?: string };
      return no(code ?? (error as Error).message, code === 'address-not-public');
    }
  }

  private async post(url: URL, headers: Record<string, string>, body: string, late?: AbortSignal): Promise<number> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host)) this.addresses.refusePrivate(host);
    const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_MS), ...(late ? [late] : [])]);
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'https:' ? overHttps : overHttp;
      // A redirect is not followed: it is an answer like any other that is not "taken".
      const request = send(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, signal, lookup: this.addresses.lookup }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0)).on('error', reject);
      });
      request.on('error', reject).end(body);
    });
  }
}
