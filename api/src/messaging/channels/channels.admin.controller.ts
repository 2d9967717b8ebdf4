import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ChangeMessageChannels, MessageChannels } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ReplyLinks } from '../replies/reply-links.js';
import { ChangeChannels } from './change-channels.js';
import { type ChannelSettings, ChannelSettingsStore, type Generations, goodGenerations } from './channel-settings.store.js';
import { Sms } from './sms.js';
import { WebhookSecrets } from './webhook-secrets.js';

const Id = z.uuid();

@ApiTags('message channels')
@Controller('workspaces/:workspaceId/message-channels')
export class ChannelsController {
  constructor(
    private readonly database: Database,
    private readonly store: ChannelSettingsStore,
    private readonly changeChannels: ChangeChannels,
    private readonly secrets: WebhookSecrets,
    private readonly sms: Sms,
    private readonly replies: ReplyLinks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Members('admin')
  @ApiOperation({ summary: 'By which channels messages can leave, and the secret that signs webhooks' })
  @ApiOkResponse({ standardSchema: MessageChannels })
  @ApiProblems('invalid-input')
  async show(@Param('workspaceId', { schema: Id }) workspaceId: string): Promise<MessageChannels> {
    return this.state(workspaceId, await this.database.inWorkspace(workspaceId, (tx) => this.store.get(tx, workspaceId)));
  }

  @Patch()
  @Members('admin')
  @ApiOperation({ summary: 'Change where webhooks go, replace their secret or the address for answers; the old one is good for a day, or ends at once' })
  @ApiOkResponse({ standardSchema: MessageChannels })
  @ApiProblems('invalid-input')
  async change(@Param('workspaceId', { schema: Id }) workspaceId: string, @Body({ schema: ChangeMessageChannels }) change: ChangeMessageChannels, @CurrentCaller() caller: Caller): Promise<MessageChannels> {
    return this.state(workspaceId, await this.database.inWorkspace(workspaceId, (tx) => this.changeChannels.run(tx, workspaceId, change, actorOf(caller))));
  }

  private state(workspaceId: string, { webhookUrl, webhook, replies }: ChannelSettings): MessageChannels {
    return {
      sms: this.sms.inUse,
      webhookUrl,
      webhookSecret: this.secrets.of(workspaceId, webhook.generation),
      oldWebhookSecretUntil: this.untilOf(webhook),
      repliesUrl: this.replies.urlFor(workspaceId, replies.generation),
      oldRepliesUrlUntil: this.untilOf(replies),
    };
  }

  private untilOf(generations: Generations): string | null {
    return goodGenerations(generations, this.clock.now()).length > 1 ? (generations.previousUntil?.toISOString() ?? null) : null;
  }
}
