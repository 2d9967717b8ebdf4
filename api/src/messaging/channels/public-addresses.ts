import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';

const NOT_PUBLIC = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const)
  NOT_PUBLIC.addSubnet(net, bits, 'ipv4');
// IPv4 addresses in IPv6 (::ffff:…) are looked up as what they are; naming them here would name all of IPv4.
for (const [net, bits] of [['::', 127], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) NOT_PUBLIC.addSubnet(net, bits, 'ipv6');

class Unreachable extends Error {
  readonly code = 'address-not-public';
}

/** Where a workspace may have the service connect to: not into the service's own network, unless its operator allows that. */
@Injectable()
export class PublicAddresses {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'webhooksToPrivateAddresses'>) {}

  /** Asked where the connection is made: a name that points elsewhere between a look and a call finds no gap. */
  readonly lookup: LookupFunction = (hostname, options, done) => {
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

  /** The address to connect to instead of the name, for what takes no `lookup`. */
  async addressOf(host: string): Promise<string> {
    const address = isIP(host) ? host : await new Promise<string>((resolve, reject) => this.lookup(host, {}, (error, found) => (error ? reject(error) : resolve(found as string))));
    this.refusePrivate(address);
    return address;
  }

  refusePrivate(address: string): void {
    if (!this.settings.webhooksToPrivateAddresses && isPrivate(address)) throw new Unreachable('not a public address');
  }
}

export function isPrivate(address: string): boolean {
  return NOT_PUBLIC.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
