import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { listOf, Message, MessageDetail, MessageQuery, ResolveMessage as Resolution } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../access/index.js';
import { ApiProblems } from '../platform/http/index.js';
import { ListMessages } from './list-messages.js';
import { ResolveMessage } from './resolve-message.js';
import { ShowMessage } from './show-message.js';

@ApiTags('messages')
@Controller('workspaces/:workspaceId/messages')
export class MessagesController {
  constructor(
    private readonly listMessages: ListMessages,
    private readonly showMessage: ShowMessage,
    private readonly resolveMessage: ResolveMessage,
  ) {}

  @Get()
  @Members('staff', 'messages:read')
  @ApiOperation({ summary: 'What was sent to whom, and how it went' })
  @ApiOkResponse({ standardSchema: listOf(Message) })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: MessageQuery }) query: z.output<typeof MessageQuery>) {
    return this.listMessages.run(workspaceId, query);
  }

  @Get(':id')
  @Members('staff', 'messages:read')
  @ApiOperation({ summary: 'One message as its recipient reads it' })
  @ApiOkResponse({ standardSchema: MessageDetail })
  @ApiProblems('invalid-input', 'not-found')
  async show(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string) {
    return this.showMessage.run(workspaceId, id);
  }

  @Post(':id/resolve')
  @HttpCode(204)
  @Members('admin')
  @ApiOperation({ summary: 'Say what became of a message whose fate is unknown' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'message-not-in-doubt')
  async resolve(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: Resolution }) resolution: Resolution,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.resolveMessage.run(workspaceId, id, resolution, actorOf(caller));
  }
}
