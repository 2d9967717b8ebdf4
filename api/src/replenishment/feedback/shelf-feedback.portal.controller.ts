import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EveryNWeeks, LessOften, SetExpectedDate as ExpectedDate } from '@perennial/contract/portal';
import { z } from 'zod';
import { actorOf, CurrentCaller, type CustomerCaller, Customers } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import type { AboutCycle } from './about.js';
import { AskEveryNWeeks } from './ask-every-n-weeks.js';
import { AskLessOften } from './ask-less-often.js';
import { KeepSome } from './keep-some.js';
import { ResumeReminders } from './resume-reminders.js';
import { ResumeUsualRhythm } from './resume-usual-rhythm.js';
import { RunOut } from './run-out.js';
import { SetExpectedDate } from './set-expected-date.js';
import { StopReminders } from './stop-reminders.js';

const Id = z.uuid();

/** What a customer says about a thing on their shelf. */
@ApiTags('portal')
@Controller('portal/shelf')
export class ShelfFeedbackPortalController {
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
  @Customers()
  @ApiOperation({ summary: 'The customer’s own day, or range of days; it is in force for this cycle' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found', 'expected-date-past', 'expected-date-too-far')
  async setDate(@Param('cycleId', { schema: Id }) cycleId: string, @Body({ schema: ExpectedDate }) date: ExpectedDate, @CurrentCaller() caller: CustomerCaller): Promise<void> {
    await this.setExpectedDate.run(about(caller, cycleId), date);
  }

  @Post(':cycleId/still-have-some')
  @HttpCode(204)
  @Customers()
  @ApiOperation({ summary: 'The customer still has some: wait a week at least' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async stillHaveSome(@Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: CustomerCaller): Promise<void> {
    await this.keepSome.run(about(caller, cycleId));
  }

  @Post(':cycleId/ran-out')
  @HttpCode(204)
  @Customers()
  @ApiOperation({ summary: 'The customer has run out: due today' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async ranOut(@Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: CustomerCaller): Promise<void> {
    await this.runOut.run(about(caller, cycleId));
  }

  @Put(':cycleId/every-n-weeks')
  @HttpCode(204)
  @Customers()
  @ApiOperation({ summary: 'Every so many weeks from now on; it is in force for this cycle and counts in later ones' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async everyNWeeks(
    @Param('cycleId', { schema: Id }) cycleId: string,
    @Body({ schema: EveryNWeeks }) asked: EveryNWeeks,
    @CurrentCaller() caller: CustomerCaller,
  ): Promise<void> {
    await this.askEveryNWeeks.run(about(caller, cycleId), asked.weeks);
  }

  @Post(':cycleId/less-often')
  @HttpCode(200)
  @Customers()
  @ApiOperation({ summary: 'Less often; answers from about how many weeks to how many' })
  @ApiOkResponse({ standardSchema: LessOften })
  @ApiProblems('invalid-input', 'not-found', 'already-seldom')
  async lessOften(@Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: CustomerCaller): Promise<LessOften> {
    return this.askLessOften.run(about(caller, cycleId));
  }

  @Post(':cycleId/usual-rhythm')
  @HttpCode(204)
  @Customers()
  @ApiOperation({ summary: 'Takes back the rhythm asked for' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async usualRhythm(@Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: CustomerCaller): Promise<void> {
    await this.resumeUsualRhythm.run(about(caller, cycleId));
  }

  @Post(':cycleId/stop')
  @HttpCode(204)
  @Customers()
  @ApiOperation({ summary: 'No more reminders about this product' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async stop(@Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: CustomerCaller): Promise<void> {
    await this.stopReminders.run(about(caller, cycleId));
  }

  @Post(':cycleId/resume')
  @HttpCode(204)
  @Customers()
  @ApiOperation({ summary: 'Reminders about this product again' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async resume(@Param('cycleId', { schema: Id }) cycleId: string, @CurrentCaller() caller: CustomerCaller): Promise<void> {
    await this.resumeReminders.run(about(caller, cycleId));
  }
}

/** A customer reaches their own cycles only. */
function about(caller: CustomerCaller, cycleId: string): AboutCycle {
  return { workspaceId: caller.workspaceId, cycleId, customerId: caller.customerId, actor: actorOf(caller) };
}
