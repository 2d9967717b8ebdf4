import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PlanResult, ProjectedReminderQuery, ProjectedReminders, Projection, ReminderDays, ReminderDaysQuery, ReminderList, ReminderQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ListProjected } from './list-projected.js';
import { ListReminders } from './list-reminders.js';
import { PlanReminders } from './plan-reminders.js';
import { ProjectReminders } from './project-reminders.js';
import { ShowReminderDays } from './show-reminder-days.js';

const Id = z.uuid();

@ApiTags('reminders')
@Controller('workspaces/:workspaceId/reminders')
export class RemindersAdminController {
  constructor(
    private readonly listReminders: ListReminders,
    private readonly planReminders: PlanReminders,
    private readonly projectReminders: ProjectReminders,
    private readonly listProjected: ListProjected,
    private readonly showReminderDays: ShowReminderDays,
  ) {}

  @Get()
  @Members('staff', 'reminders:read')
  @ApiOperation({ summary: 'Reminders with their state, and why they are held or skipped' })
  @ApiOkResponse({ standardSchema: ReminderList })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: Id }) workspaceId: string, @Query({ schema: ReminderQuery }) query: z.output<typeof ReminderQuery>): Promise<ReminderList> {
    return this.listReminders.run(workspaceId, query);
  }

  @Get('projection')
  @Members('staff', 'reminders:read')
  @ApiOperation({ summary: 'The next 30 days: how many go out on each, and why others do not' })
  @ApiOkResponse({ standardSchema: Projection })
  @ApiProblems('invalid-input')
  async projection(@Param('workspaceId', { schema: Id }) workspaceId: string): Promise<Projection> {
    return this.projectReminders.run(workspaceId);
  }

  @Get('projection/reminders')
  @Members('staff', 'reminders:read')
  @ApiOperation({ summary: 'The next 30 days one by one: who would get what, when and why, or by which gate not' })
  @ApiOkResponse({ standardSchema: ProjectedReminders })
  @ApiProblems('invalid-input')
  async projected(
    @Param('workspaceId', { schema: Id }) workspaceId: string,
    @Query({ schema: ProjectedReminderQuery }) query: z.output<typeof ProjectedReminderQuery>,
  ): Promise<ProjectedReminders> {
    return this.listProjected.run(workspaceId, query);
  }

  @Get('days')
  @Members('staff', 'reminders:read')
  @ApiOperation({ summary: 'Why was nobody sent today? What was decided on each day, by gate' })
  @ApiOkResponse({ standardSchema: ReminderDays })
  @ApiProblems('invalid-input')
  async days(@Param('workspaceId', { schema: Id }) workspaceId: string, @Query({ schema: ReminderDaysQuery }) { days }: z.output<typeof ReminderDaysQuery>): Promise<ReminderDays> {
    return this.showReminderDays.run(workspaceId, days);
  }

  @Post('plan')
  @HttpCode(200)
  @Members('staff', 'reminders:write')
  @ApiOperation({ summary: 'Plan now; a second run changes nothing' })
  @ApiOkResponse({ standardSchema: PlanResult })
  @ApiProblems('invalid-input')
  async plan(@Param('workspaceId', { schema: Id }) workspaceId: string, @CurrentCaller() caller: Caller): Promise<PlanResult> {
    return this.planReminders.run(workspaceId, actorOf(caller));
  }
}
