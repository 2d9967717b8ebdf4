import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';

const IDS_BYTES = 32;
const MAC_BYTES = 20;

/**
 * The link in the mail that asks to confirm a payment at the bank. It is signed, not stored: workspace and payment, and a mark
 * that only we can make. All it can do is pay what the workspace has agreed to pay.
 */
@Injectable()
export class ConfirmationLinks {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret' | 'publicUrl'>) {}

  urlFor(workspaceId: string, attemptId: string): string {
    const ids = Buffer.from((workspaceId + attemptId).replaceAll('-', ''), 'hex');
    return `${this.settings.publicUrl}/api/v1/confirm-payment/${Buffer.concat([ids, this.mark(ids)]).toString('base64url')}`;
  }

  /** What the token of a link is about, or null when we did not make it. */
  read(token: string): { workspaceId: string; attemptId: string } | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== IDS_BYTES + MAC_BYTES) return null;
    const ids = bytes.subarray(0, IDS_BYTES);
    if (!timingSafeEqual(bytes.subarray(IDS_BYTES), this.mark(ids))) return null;
    return { workspaceId: uuid(ids.subarray(0, 16)), attemptId: uuid(ids.subarray(16)) };
  }

  private mark(ids: Buffer): Buffer {
    return createHmac('sha256', this.settings.appSecret).update('confirm payment').update(ids).digest().subarray(0, MAC_BYTES);
  }
}

function uuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
