import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { ChannelSettingsStore, goodGenerations } from './channels/channel-settings.store.js';
import { WebhookSecrets } from './channels/webhook-secrets.js';
import type { Composed } from './composed.js';
import type { MessageAtTheDoor } from './message.js';

/** Makes a webhook call: what the templates of other channels would say, as data. */
@Injectable()
export class ComposeCall {
  constructor(
    private readonly channels: ChannelSettingsStore,
    private readonly secrets: WebhookSecrets,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, message: MessageAtTheDoor): Promise<Composed> {
    const { workspaceId, id, to: url, template, locale, customerId, variables, createdAt } = message;
    const { webhook } = await this.channels.get(tx, workspaceId);
    const body = JSON.stringify({ type: template, timestamp: createdAt, data: { messageId: id, customerId, locale, ...variables } });
    return { outgoing: { channel: 'webhook', id, url, secrets: goodGenerations(webhook, this.clock.now()).map((generation) => this.secrets.of(workspaceId, generation)), body }, templateVersion: null };
  }
}
