import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PauseSending, ServiceSending } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ChangeValves } from './change-valves.js';
import { ShowSending } from './show-sending.js';

@ApiTags('operations')
@Controller('operations')
export class SendingOperationsController {
  constructor(
    private readonly show: ShowSending,
    private readonly change: ChangeValves,
  ) {}

  @Get('sending')
  @Operators()
  @ApiOperation({ summary: 'Whether messages leave at all' })
  @ApiOkResponse({ standardSchema: ServiceSending })
  async state(): Promise<ServiceSending> {
    return this.show.ofService();
  }

  @Post('sending/pause')
  @HttpCode(204)
  @Operators()
  @ApiOperation({ summary: 'Let nothing leave any more, in no workspace; only sign-in links and invitations still do' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input')
  async pauseAll(@Body({ schema: PauseSending }) { because }: PauseSending, @CurrentCaller() caller: OperatorCaller): Promise<void> {
    await this.change.pauseAll(because, actorOf(caller));
  }

  @Post('sending/resume')
  @HttpCode(204)
  @Operators()
  @ApiOperation({ summary: 'Let messages leave again' })
  @ApiNoContentResponse()
  async resumeAll(@CurrentCaller() caller: OperatorCaller): Promise<void> {
    await this.change.resumeAll(actorOf(caller));
  }

  @Post('workspaces/:workspaceId/sending/pause')
  @HttpCode(204)
  @Operators()
  @ApiOperation({ summary: 'Let no more reminders of a workspace out until the operator resumes' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input')
  async pause(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: PauseSending }) { because }: PauseSending,
    @CurrentCaller() caller: OperatorCaller,
  ): Promise<void> {
    await this.change.pause(workspaceId, because, actorOf(caller));
  }

  @Post('workspaces/:workspaceId/sending/resume')
  @HttpCode(204)
  @Operators()
  @ApiOperation({ summary: 'Let a workspace’s reminders out again' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input')
  async resume(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @CurrentCaller() caller: OperatorCaller): Promise<void> {
    await this.change.resume(workspaceId, actorOf(caller));
  }
}
