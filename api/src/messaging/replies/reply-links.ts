import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { ChannelSettingsStore, goodGenerations } from '../channels/channel-settings.store.js';

const MARK_BYTES = 20;

/** The address at which a workspace's mail server hands in answers. Whoever knows it may: it is signed, and names the workspace. */
@Injectable()
export class ReplyLinks {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret' | 'publicUrl'>,
    private readonly database: Database,
    private readonly channels: ChannelSettingsStore,
    private readonly clock: Clock,
  ) {}

  urlFor(workspaceId: string, generation: number): string {
    return `${this.settings.publicUrl}/api/v1/webhooks/replies/${workspaceId}/${this.mark(workspaceId, generation).toString('base64url')}`;
  }

  async isOurs(workspaceId: string, mark: string): Promise<boolean> {
    const given = Buffer.from(mark, 'base64url');
    if (given.length !== MARK_BYTES) return false;
    const { replies } = await this.database.inWorkspace(workspaceId, (tx) => this.channels.get(tx, workspaceId));
    return goodGenerations(replies, this.clock.now()).some((generation) => timingSafeEqual(given, this.mark(workspaceId, generation)));
  }

  private mark(workspaceId: string, generation: number): Buffer {
    // The first has no number: addresses given out before they were counted stay good.
    return createHmac('sha256', this.settings.appSecret).update('replies').update(workspaceId).update(generation === 1 ? '' : ` ${generation}`).digest().subarray(0, MARK_BYTES);
  }
}
