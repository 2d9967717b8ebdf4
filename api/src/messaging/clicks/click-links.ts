import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';

const IDS_BYTES = 32;
const MAC_BYTES = 16;

/** A link of a mail, as our redirect reads it back. */
export interface ClickLink {
  readonly workspaceId: string;
  readonly messageId: string;
  /** What the link is for: `shelf`, `date`, `stop`. */
  readonly link: string;
  /** Where it leads: a path of ours, or an address that the mail's author gave. */
  readonly target: string;
}

/**
 * Links that lead through our own redirect, so that a click can be counted. Where they lead is part of what is signed: the
 * redirect goes nowhere that a mail of ours did not name. A secret behind the # never reaches the redirect; the browser
 * carries it over to the target.
 */
@Injectable()
export class ClickLinks {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret' | 'publicUrl'>) {}

  /** Leads the address through the redirect. */
  through(message: { readonly workspaceId: string; readonly id: string }, link: string, address: string): string {
    const [target = '', secret] = address.split('#', 2);
    const ids = Buffer.from((message.workspaceId + message.id).replaceAll('-', ''), 'hex');
    const says = Buffer.concat([ids, Buffer.from(`${link} ${target.replace(`${this.settings.publicUrl}/`, '/')}`)]);
    return `${this.settings.publicUrl}/api/v1/clicks/${Buffer.concat([this.mark(says), says]).toString('base64url')}${secret === undefined ? '' : `#${secret}`}`;
  }

  /** What the token of a link says, or null when we did not make it. */
  read(token: string): ClickLink | null {
    const bytes = Buffer.from(token, 'base64url');
    const says = bytes.subarray(MAC_BYTES);
    if (says.length <= IDS_BYTES || !timingSafeEqual(bytes.subarray(0, MAC_BYTES), this.mark(says))) return null;
    const [, link = '', target = ''] = says.subarray(IDS_BYTES).toString('utf8').match(/^(\S+) (\S+)$/) ?? [];
    if (!/^(\/(?!\/)|https?:\/\/)/.test(target)) return null;
    return { workspaceId: uuid(says.subarray(0, 16)), messageId: uuid(says.subarray(16, IDS_BYTES)), link, target };
  }

  private mark(says: Buffer): Buffer {
    return createHmac('sha256', this.settings.appSecret).update('click').update(says).digest().subarray(0, MAC_BYTES);
  }
}

function uuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
