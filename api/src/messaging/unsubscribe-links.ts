import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../platform/settings/index.js';

const IDS_BYTES = 32;
const MAC_BYTES = 20;

/**
 * The link of the `List-Unsubscribe` header. It must work for as long as somebody keeps the mail, so it is signed, not
 * stored: workspace and customer, and a mark that only we can make. It can do nothing but stop reminders.
 */
@Injectable()
export class UnsubscribeLinks {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret' | 'publicUrl'>) {}

  urlFor(workspaceId: string, customerId: string): string {
    const ids = Buffer.from((workspaceId + customerId).replaceAll('-', ''), 'hex');
    return `${this.settings.publicUrl}/api/v1/unsubscribe/${Buffer.concat([ids, this.mark(ids)]).toString('base64url')}`;
  }

  /** Whom the token of a link is about, or null when we did not make it. */
  read(token: string): { workspaceId: string; customerId: string } | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== IDS_BYTES + MAC_BYTES) return null;
    const ids = bytes.subarray(0, IDS_BYTES);
    if (!timingSafeEqual(bytes.subarray(IDS_BYTES), this.mark(ids))) return null;
    return { workspaceId: uuid(ids.subarray(0, 16)), customerId: uuid(ids.subarray(16)) };
  }

  private mark(ids: Buffer): Buffer {
    return createHmac('sha256', this.settings.appSecret).update('unsubscribe').update(ids).digest().subarray(0, MAC_BYTES);
  }
}

function uuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
