import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EveryNWeeks, LessOften, SetExpectedDate as ExpectedDate } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { AskEveryNWeeks } from './ask-every-n-weeks.js';
import { AskLessOften } from './ask-less-often.js';
import { KeepSome } from './keep-some.js';
import { ResumeReminders } from './resume-reminders.js';
import { ResumeUsualRhythm } from './resume-usual-rhythm.js';
import { RunOut } from './run-out.js';
import { SetExpectedDate } from './set-expected-date.js';
import { StopReminders } from './stop-reminders.js';

const Id = z.uuid();

/** What a customer told the staff about one of their cycles. */
@ApiTags('cycles')
@Controller('workspaces/:workspaceId/cycles')
export class CycleFeedbackAdminController {
  constructor(
    private readonly setExpectedDate: SetExpectedDate,
    private readonly keepSome: KeepSome,
    private readonly runOut: RunOut,
    private readonly askEveryNWeeks: AskEveryNWeeks,
    private readonly askLessOften: AskLessOften,
    private readonly resumeUsualRhythm: ResumeUsualRhythm,
    private readonly stopReminders: StopReminders,
    private readonly resumeReminders: ResumeReminders,
  ) {}

  @Put(':cycleId/expected-date')
  @HttpCode(204)
  @Members('staff', 'cycles:write')
  @ApiOperation({ summary: 'Set the date agreed with the customer; it is in force for this cycle' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found', 'expected-date-past', 'expected-date-too-far')
  async setDate(
    @Param('workspaceId', { schema: Id }) workspaceId: string,
    @Param('cycleId', { schema: Id }) cycleId: string,
    @Body({ schema: ExpectedDate }) date: ExpectedDate,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.setExpectedDate.run({ workspaceId, cycleId, actor: actorOf(caller) }, date);
  }

  @Post(':cycleId/still-have-some')
  @HttpCode(204)
  @Members('staff', 'cycles:write')
  @ApiOperation({ summary: 'The customer said they still have some: wait a week at least' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async stillHaveSome(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.keepSome.run({ workspaceId, cycleId, actor: actorOf(caller) });
  }

  @Post(':cycleId/ran-out')
  @HttpCode(204)
  @Members('staff', 'cycles:write')
  @ApiOperation({ summary: 'The customer said they have run out: due today' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async ranOut(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.runOut.run({ workspaceId, cycleId, actor: actorOf(caller) });
  }

  @Put(':cycleId/every-n-weeks')
  @HttpCode(204)
  @Members('staff', 'cycles:write')
  @ApiOperation({ summary: 'Every so many weeks from now on, as the customer asked; it is in force for this cycle and counts in later ones' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async everyNWeeks(
    @Param('workspaceId', { schema: Id }) workspaceId: string,
    @Param('cycleId', { schema: Id }) cycleId: string,
    @Body({ schema: EveryNWeeks }) asked: EveryNWeeks,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.askEveryNWeeks.run({ workspaceId, cycleId, actor: actorOf(caller) }, asked.weeks);
  }

  @Post(':cycleId/less-often')
  @HttpCode(200)
  @Members('staff', 'cycles:write')
  @ApiOperation({ summary: 'Less often, as the customer asked; answers from about how many weeks to how many' })
  @ApiOkResponse({ standardSchema: LessOften })
  @ApiProblems('invalid-input', 'not-found', 'already-seldom')
  async lessOften(
    @Param('workspaceId', { schema: Id }) workspaceId: string,
    @Param('cycleId', { schema: Id }) cycleId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<LessOften> {
    return this.askLessOften.run({ workspaceId, cycleId, actor: actorOf(caller) });
  }

  @Post(':cycleId/usual-rhythm')
  @HttpCode(204)
  @Members('staff', 'cycles:write')
  @ApiOperation({ summary: 'Takes back the rhythm asked for' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async usualRhythm(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.resumeUsualRhythm.run({ workspaceId, cycleId, actor: actorOf(caller) });
  }

  @Post(':cycleId/stop')
  @HttpCode(204)
  @Members('staff', 'cycles:write')
  @ApiOperation({ summary: 'No more reminders about this product for this customer' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async stop(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.stopReminders.run({ workspaceId, cycleId, actor: actorOf(caller) });
  }

  @Post(':cycleId/resume')
  @HttpCode(204)
  @Members('staff', 'cycles:write')
  @ApiOperation({ summary: 'Reminders about this product for this customer again' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async resume(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.resumeReminders.run({ workspaceId, cycleId, actor: actorOf(caller) });
  }
}
