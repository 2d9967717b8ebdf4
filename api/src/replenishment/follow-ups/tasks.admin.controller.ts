import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FollowUpTaskList, FollowUpTaskQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { CloseTask } from './close-task.js';
import { TaskStore } from './task.store.js';

const Id = z.uuid();

@ApiTags('follow-up tasks')
@Controller('workspaces/:workspaceId/follow-up-tasks')
export class TasksAdminController {
  constructor(
    private readonly database: Database,
    private readonly tasks: TaskStore,
    private readonly closeTask: CloseTask,
  ) {}

  @Get()
  @Members('staff')
  @ApiOperation({ summary: 'What somebody should see to, and how much of it is open' })
  @ApiOkResponse({ standardSchema: FollowUpTaskList })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: Id }) workspaceId: string, @Query({ schema: FollowUpTaskQuery }) query: z.output<typeof FollowUpTaskQuery>) {
    return this.database.inWorkspace(workspaceId, (tx) => this.tasks.list(tx, workspaceId, query));
  }

  @Post(':id/close')
  @HttpCode(204)
  @Members('staff')
  @ApiOperation({ summary: 'Say that a task is seen to' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'no-open-task')
  async close(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('id', { schema: Id }) id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.closeTask.run(workspaceId, id, actorOf(caller));
  }
}
