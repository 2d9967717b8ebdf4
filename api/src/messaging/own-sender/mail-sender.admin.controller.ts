import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ChangeMailSender as Change, MailSender } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ChangeMailSender } from './change-mail-sender.js';
import { MailSenderStore } from './mail-sender.store.js';
import { MailSenders } from './mail-senders.js';
import { ProveSender } from './prove-sender.js';
import { dnsRecord } from './signing-key.js';

const Id = z.uuid();

@ApiTags('message channels')
@Controller('workspaces/:workspaceId/mail-sender')
export class MailSenderController {
  constructor(
    private readonly database: Database,
    private readonly store: MailSenderStore,
    private readonly senders: MailSenders,
    private readonly changeSender: ChangeMailSender,
    private readonly prove: ProveSender,
  ) {}

  @Get()
  @Members('admin')
  @ApiOperation({ summary: 'Which address mails to customers come from, and the DNS record that makes it yours' })
  @ApiOkResponse({ standardSchema: MailSender })
  @ApiProblems('invalid-input')
  async show(@Param('workspaceId', { schema: Id }) workspaceId: string): Promise<MailSender> {
    const own = await this.database.inWorkspace(workspaceId, (tx) => this.store.get(tx, workspaceId));
    const { address, signature } = this.senders.originOf(workspaceId, own);
    return {
      address,
      own: own && {
        address: own.address,
        inUse: signature !== null,
        record: dnsRecord(own),
        provenAt: own.provenAt?.toISOString() ?? null,
        lookedAt: own.lookedAt?.toISOString() ?? null,
        found: own.found,
      },
    };
  }

  @Put()
  @Members('admin')
  @ApiOperation({ summary: 'Choose an address of your own, or the service’s; in a new domain it is used once the record is found' })
  @ApiOkResponse({ standardSchema: MailSender })
  @ApiProblems('invalid-input')
  async change(@Param('workspaceId', { schema: Id }) workspaceId: string, @Body({ schema: Change }) { address }: Change, @CurrentCaller() caller: Caller): Promise<MailSender> {
    await this.changeSender.run(workspaceId, address, actorOf(caller));
    return this.show(workspaceId);
  }

  @Post('look')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Look into the DNS now' })
  @ApiOkResponse({ standardSchema: MailSender })
  @ApiProblems('invalid-input', 'no-own-sender')
  async look(@Param('workspaceId', { schema: Id }) workspaceId: string, @CurrentCaller() caller: Caller): Promise<MailSender> {
    await this.prove.run(workspaceId, actorOf(caller));
    return this.show(workspaceId);
  }
}
