import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PlanResult, Projection, ReminderList, ReminderQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ListReminders } from './list-reminders.js';
import { PlanReminders } from './plan-reminders.js';
import { ProjectReminders } from './project-reminders.js';

const Id = z.uuid();

@ApiTags('reminders')
@Controller('workspaces/:workspaceId/reminders')
export class RemindersAdminController {
  constructor(
    private readonly listReminders: ListReminders,
    private readonly planReminders: PlanReminders,
    private readonly projectReminders: ProjectReminders,
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
