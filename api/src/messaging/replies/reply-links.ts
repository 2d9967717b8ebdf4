import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';

const MARK_BYTES = 20;

/** The address at which a workspace's mail server hands in answers. Whoever knows it may: it is signed, and names the workspace. */
@Injectable()
export class ReplyLinks {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret' | 'publicUrl'>) {}

  urlFor(workspaceId: string): string {
    return `${this.settings.publicUrl}/api/v1/webhooks/replies/${workspaceId}/${this.mark(workspaceId).toString('base64url')}`;
  }

  isOurs(workspaceId: string, mark: string): boolean {
    const given = Buffer.from(mark, 'base64url');
    return given.length === MARK_BYTES && timingSafeEqual(given, this.mark(workspaceId));
  }

  private mark(workspaceId: string): Buffer {
    return createHmac('sha256', this.settings.appSecret).update('replies').update(workspaceId).digest().subarray(0, MARK_BYTES);
  }
}
