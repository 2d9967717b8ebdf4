import { lookup } from 'node:dns';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { Webhook as Signature } from 'standardwebhooks';
import { Clock } from '../../platform/clock/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { type Channel, type HandOver, type WebhookCall } from './channel.js';

const ANSWER_MS = 20_000;
const NOT_PUBLIC = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const)
  NOT_PUBLIC.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['::', 127], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) NOT_PUBLIC.addSubnet(net, bits, 'ipv6');

class Unreachable extends Error {
  readonly code = 'address-not-public';
}

/**
 * Signed calls to an address of the workspace's (Standard Webhooks). The receiver knows a repetition by its `webhook-id`, so
 * a doubt is no doubt here: it is simply called again.
 */
@Injectable()
export class Webhooks implements Channel<WebhookCall> {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'webhooksToPrivateAddresses'>,
  ) {}

  async handOver({ id, url, secret, body }: WebhookCall, late?: AbortSignal): Promise<HandOver> {
    const no = (error: string, permanent: boolean, noSuchAddress = false): HandOver => ({ kind: 'refused', permanent, noSuchAddress, error });
    if (late?.aborted) return no('prepared too late', false);
    const at = this.clock.now();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Signature(secret).sign(id, at, body),
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
    if (isIP(host)) this.refusePrivate(host);
    const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_MS), ...(late ? [late] : [])]);
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'https:' ? overHttps : overHttp;
      // A redirect is not followed: it is an answer like any other that is not "taken".
      const request = send(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, signal, lookup: this.publicOnly }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0)).on('error', reject);
      });
      request.on('error', reject).end(body);
    });
  }

  // Asked where the connection is made: a name that points elsewhere between a look and a call finds no gap.
  private readonly publicOnly: LookupFunction = (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      try {
        for (const { address } of addresses ?? []) this.refusePrivate(address);
      } catch (refused) {
        done(refused as NodeJS.ErrnoException, '');
        return;
      }
      if (options.all) done(error, addresses);
      else done(error, addresses?.[0]?.address ?? '', addresses?.[0]?.family);
    });
  };

  private refusePrivate(address: string): void {
    if (this.settings.webhooksToPrivateAddresses) return;
    if (NOT_PUBLIC.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) throw new Unreachable('not a public address');
  }
}
