import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadStaffNotices, StaffNoticeList, StaffNoticeQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { CurrentCaller, type MemberCaller, Members, OpenWhileSuspended } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { StaffNoticeStore } from './staff-notice.store.js';

const Id = z.uuid();

/** Each member's own: nobody reads, or marks, another's. */
@ApiTags('staff notices')
@OpenWhileSuspended()
@Controller('workspaces/:workspaceId/staff-notices')
export class StaffNoticesController {
  constructor(
    private readonly database: Database,
    private readonly notices: StaffNoticeStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Members('staff')
  @ApiOperation({ summary: 'Your notices in the back office, and how many are unread' })
  @ApiOkResponse({ standardSchema: StaffNoticeList })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: Id }) workspaceId: string, @Query({ schema: StaffNoticeQuery }) query: z.output<typeof StaffNoticeQuery>, @CurrentCaller() { userId }: MemberCaller) {
    return this.database.inWorkspace(workspaceId, (tx) => this.notices.list(tx, workspaceId, userId, query));
  }

  @Post(':id/read')
  @HttpCode(204)
  @Members('staff')
  @ApiOperation({ summary: 'Mark one of your notices read' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async read(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('id', { schema: Id }) id: string, @CurrentCaller() { userId }: MemberCaller): Promise<void> {
    const known = await this.database.inWorkspace(workspaceId, (tx) => this.notices.read(tx, workspaceId, userId, id, this.clock.now()));
    if (!known) throw new Refusal('not-found');
  }

  @Post('read-all')
  @HttpCode(204)
  @Members('staff')
  @ApiOperation({ summary: 'Mark all your notices read that were there when you looked' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input')
  async readAll(@Param('workspaceId', { schema: Id }) workspaceId: string, @Body({ schema: ReadStaffNotices }) { until }: ReadStaffNotices, @CurrentCaller() { userId }: MemberCaller): Promise<void> {
    await this.database.inWorkspace(workspaceId, (tx) => this.notices.readAll(tx, workspaceId, userId, new Date(until), this.clock.now()));
  }
}
