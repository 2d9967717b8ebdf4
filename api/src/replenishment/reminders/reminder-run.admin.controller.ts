import { Controller, Get, type MessageEvent, Param, Query, Sse } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReminderRun, ReminderRunQuery } from '@perennial/contract/admin';
import { concatMap, distinctUntilChanged, map, type Observable, takeUntil, timer } from 'rxjs';
import { z } from 'zod';
import { Members } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ShowRun } from './show-run.js';

const LOOK_EVERY_MS = 1_000;
/** A browser asks again by itself, and is then looked at by the guard again. */
const LONGEST_MS = 600_000;

@ApiTags('reminders')
@Controller('workspaces/:workspaceId/reminders/run')
export class ReminderRunController {
  constructor(private readonly showRun: ShowRun) {}

  @Get()
  @Members('staff', 'reminders:read')
  @ApiOperation({ summary: 'How the reminders of a day are getting on: sent, held and skipped by gate, failed' })
  @ApiOkResponse({ standardSchema: ReminderRun })
  @ApiProblems('invalid-input')
  async show(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: ReminderRunQuery }) { day }: ReminderRunQuery): Promise<ReminderRun> {
    return this.showRun.run(workspaceId, day);
  }

  @Sse('events')
  @Members('staff', 'reminders:read')
  @ApiOperation({ summary: 'The same as it changes, as server-sent events; each is a ReminderRun' })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiProblems('invalid-input')
  events(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: ReminderRunQuery }) { day }: ReminderRunQuery): Observable<MessageEvent> {
    return timer(0, LOOK_EVERY_MS).pipe(
      takeUntil(timer(LONGEST_MS)),
      concatMap(() => this.showRun.run(workspaceId, day)),
      map((run) => JSON.stringify(run)),
      distinctUntilChanged(),
      map((data) => ({ type: 'run', data })),
    );
  }
}
