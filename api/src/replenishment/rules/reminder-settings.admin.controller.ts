import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ChangeReminderSettings, ReminderSettings } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ChangeReminders } from './change-reminder-settings.js';
import { ReminderSettingsStore } from './reminder-settings.store.js';

const Id = z.uuid();

@ApiTags('reminders')
@Controller('workspaces/:workspaceId/reminder-settings')
export class ReminderSettingsAdminController {
  constructor(
    private readonly database: Database,
    private readonly settings: ReminderSettingsStore,
    private readonly changeReminders: ChangeReminders,
  ) {}

  @Get()
  @Members('staff', 'rules:read')
  @ApiOperation({ summary: 'Quiet hours, merge window and frequency caps' })
  @ApiOkResponse({ standardSchema: ReminderSettings })
  @ApiProblems('invalid-input')
  async get(@Param('workspaceId', { schema: Id }) workspaceId: string): Promise<ReminderSettings> {
    return this.database.inWorkspace(workspaceId, (tx) => this.settings.get(tx, workspaceId));
  }

  @Patch()
  @Members('admin', 'rules:write')
  @ApiOperation({ summary: 'Change quiet hours, merge window or frequency caps' })
  @ApiOkResponse({ standardSchema: ReminderSettings })
  @ApiProblems('invalid-input', 'cap-of-zero', 'quiet-hours-leave-no-hour')
  async change(
    @Param('workspaceId', { schema: Id }) workspaceId: string,
    @Body({ schema: ChangeReminderSettings }) body: ChangeReminderSettings,
    @CurrentCaller() caller: Caller,
  ): Promise<ReminderSettings> {
    return this.changeReminders.change(workspaceId, actorOf(caller), body);
  }

  @Post('pause-all')
  @HttpCode(200)
  @Members('staff', 'rules:write')
  @ApiOperation({ summary: 'Hold every reminder of this workspace' })
  @ApiOkResponse({ standardSchema: ReminderSettings })
  @ApiProblems('invalid-input')
  async pauseAll(@Param('workspaceId', { schema: Id }) workspaceId: string, @CurrentCaller() caller: Caller): Promise<ReminderSettings> {
    return this.changeReminders.pauseAll(workspaceId, actorOf(caller));
  }

  @Post('resume-all')
  @HttpCode(200)
  @Members('staff', 'rules:write')
  @ApiOperation({ summary: 'Let the reminders of this workspace go again' })
  @ApiOkResponse({ standardSchema: ReminderSettings })
  @ApiProblems('invalid-input')
  async resumeAll(@Param('workspaceId', { schema: Id }) workspaceId: string, @CurrentCaller() caller: Caller): Promise<ReminderSettings> {
    return this.changeReminders.resumeAll(workspaceId, actorOf(caller));
  }
}
