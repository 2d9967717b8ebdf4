import { Injectable } from '@nestjs/common';
import type { ChangeMessageChannels } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { type ChannelSettings, ChannelSettingsStore } from './channel-settings.store.js';

/** Says where webhooks go, and gives them and the address for answers another secret when the old one may be known to others. */
@Injectable()
export class ChangeChannels {
  constructor(
    private readonly store: ChannelSettingsStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string, change: ChangeMessageChannels, actor: Actor): Promise<ChannelSettings> {
    const after = await this.store.change(tx, workspaceId, change, this.clock.now());
    await this.audit.record(tx, workspaceId, { actor, command: 'change-message-channels', subject: { kind: 'workspace', id: workspaceId }, details: { webhook: after.webhookUrl !== null, newSecret: change.newSecret, endOldSecret: change.endOldSecret, newRepliesUrl: change.newRepliesUrl, endOldRepliesUrl: change.endOldRepliesUrl } });
    return after;
  }
}
