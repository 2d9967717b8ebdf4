import { createHmac } from 'node:crypto';
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
    return createHmac('sha256', this.settings.appSecret).update('consent ip').update(workspaceId).update(ip.toLowerCase()).digest();
  }
}
