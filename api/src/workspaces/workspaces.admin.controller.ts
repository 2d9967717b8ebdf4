import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ChangeWorkspaceProfile, WorkspaceProfile } from '@perennial/contract/admin';
import { z } from 'zod';
import { CurrentCaller, type MemberCaller, Members } from '../access/index.js';
import { Database } from '../platform/database/index.js';
import { ApiProblems } from '../platform/http/index.js';
import { ChangeWorkspaceSettings } from './change-workspace-settings.js';
import { WorkspaceSettings } from './workspace-settings.js';

@ApiTags('Workspace')
@Controller('workspaces/:workspaceId/settings')
export class WorkspacesAdminController {
  constructor(
    private readonly database: Database,
    private readonly settings: WorkspaceSettings,
    private readonly changeSettings: ChangeWorkspaceSettings,
  ) {}

  @Get()
  @Members('staff')
  @ApiOperation({ summary: 'What this workspace is called, speaks and counts in' })
  @ApiOkResponse({ standardSchema: WorkspaceProfile })
  async get(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<WorkspaceProfile> {
    return this.database.inWorkspace(workspaceId, (tx) => this.settings.get(tx, workspaceId));
  }

  @Patch()
  @Members('admin')
  @ApiOperation({ summary: 'Change the settings of this workspace' })
  @ApiParam({ name: 'workspaceId', format: 'uuid' })
  @ApiOkResponse({ standardSchema: WorkspaceProfile })
  @ApiProblems('invalid-input')
  async change(@Body({ schema: ChangeWorkspaceProfile }) body: ChangeWorkspaceProfile, @CurrentCaller() caller: MemberCaller): Promise<WorkspaceProfile> {
    return this.changeSettings.run(caller, body);
  }
}
