import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../platform/settings/index.js';

/**
 * An IP address is personal data, and there are so few that a plain hash of one is found by trying them all. With the key, which
 * is not in the database, somebody who claims an address can be told yes or no, and nobody can read one back. Two workspaces
 * hash the same address differently. After a change of APP_SECRET older hashes compare with nothing any more.
 */
@Injectable()
export class IpHashes {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret'>) {}

  of(workspaceId: string, ip: string): Buffer {
    return createHmac('sha256', this.settings.appSecret).update('consent ip').update(workspaceId).update(inOneForm(ip)).digest();
  }
}

/** One address has many spellings: `::1` and `0:0:0:0:0:0:0:1`, `::ffff:10.0.0.1` where a socket takes both kinds and `10.0.0.1`. */
function inOneForm(ip: string): string {
  const [address = ''] = ip.trim().split('%');
  if (!isIPv6(address)) return address;
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return canonical;
  return [high, low].flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 255]).join('.');
}
