import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PauseSending, SendingPace, SendingState } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ChangeValves } from './change-valves.js';
import { ShowSending } from './show-sending.js';

const Id = z.uuid();

@ApiTags('sending')
@Controller('workspaces/:workspaceId/sending')
export class SendingController {
  constructor(
    private readonly show: ShowSending,
    private readonly change: ChangeValves,
  ) {}

  @Get()
  @Members('staff', 'messages:read')
  @ApiOperation({ summary: 'What leaves, and what keeps it: a pause, the pace, a mail server that is down' })
  @ApiOkResponse({ standardSchema: SendingState })
  @ApiProblems('invalid-input')
  async state(@Param('workspaceId', { schema: Id }) workspaceId: string): Promise<SendingState> {
    return this.show.ofWorkspace(workspaceId);
  }

  @Post('pause')
  @HttpCode(204)
  @Members('admin')
  @ApiOperation({ summary: 'Let no more reminders out until somebody resumes; notices and receipts still leave' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'sending-paused-by-operator')
  async pause(@Param('workspaceId', { schema: Id }) workspaceId: string, @Body({ schema: PauseSending }) { because }: PauseSending, @CurrentCaller() caller: Caller): Promise<void> {
    await this.change.pause(workspaceId, because, actorOf(caller));
  }

  @Post('resume')
  @HttpCode(204)
  @Members('admin')
  @ApiOperation({ summary: 'Let reminders out again; each is looked at once more at the door' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'sending-paused-by-operator')
  async resume(@Param('workspaceId', { schema: Id }) workspaceId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.change.resume(workspaceId, actorOf(caller));
  }

  @Put('pace')
  @HttpCode(204)
  @Members('admin')
  @ApiOperation({ summary: 'How many reminders may leave in a minute, in all and to one domain' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input')
  async setPace(@Param('workspaceId', { schema: Id }) workspaceId: string, @Body({ schema: SendingPace }) pace: SendingPace, @CurrentCaller() caller: Caller): Promise<void> {
    await this.change.setPace(workspaceId, pace, actorOf(caller));
  }
}
