import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReplyMailbox, SetReplyMailbox } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../../access/index.js';
import { Database } from '../../../platform/database/index.js';
import { ApiProblems } from '../../../platform/http/index.js';
import { ChangeReplyMailbox } from './change-reply-mailbox.js';
import { ReplyMailboxStore } from './reply-mailbox.store.js';

const Id = z.uuid();

@ApiTags('message channels')
@Controller('workspaces/:workspaceId/reply-mailbox')
export class ReplyMailboxController {
  constructor(
    private readonly database: Database,
    private readonly store: ReplyMailboxStore,
    private readonly changeMailbox: ChangeReplyMailbox,
  ) {}

  @Get()
  @Members('admin')
  @ApiOperation({ summary: 'In which mailbox customers’ answers are read, and how the last look went' })
  @ApiOkResponse({ standardSchema: ReplyMailbox })
  @ApiProblems('invalid-input')
  async show(@Param('workspaceId', { schema: Id }) workspaceId: string): Promise<ReplyMailbox> {
    const box = await this.database.inWorkspace(workspaceId, (tx) => this.store.get(tx, workspaceId));
    if (!box) return { mailbox: null };
    const { host, port, security, username, lookedAt, error } = box;
    return { mailbox: { host, port, security, username, lookedAt: lookedAt?.toISOString() ?? null, error } };
  }

  @Put()
  @Members('admin')
  @ApiOperation({ summary: 'Have customers’ answers read from a mailbox of yours; what lies in it already is left alone' })
  @ApiOkResponse({ standardSchema: ReplyMailbox })
  @ApiProblems('invalid-input', 'mailbox-not-reachable')
  async set(@Param('workspaceId', { schema: Id }) workspaceId: string, @Body({ schema: SetReplyMailbox }) login: SetReplyMailbox, @CurrentCaller() caller: Caller): Promise<ReplyMailbox> {
    await this.changeMailbox.set(workspaceId, login, actorOf(caller));
    return this.show(workspaceId);
  }

  @Delete()
  @HttpCode(204)
  @Members('admin')
  @ApiOperation({ summary: 'Read the mailbox no more; its password is forgotten' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input')
  async remove(@Param('workspaceId', { schema: Id }) workspaceId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.changeMailbox.remove(workspaceId, actorOf(caller));
  }
}
