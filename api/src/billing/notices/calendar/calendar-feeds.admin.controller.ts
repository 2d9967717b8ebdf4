import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalendarFeeds, CreateCalendarFeed as CreateCalendarFeedInput, CreatedCalendarFeed } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type MemberCaller, Members, OpenWhileSuspended } from '../../../access/index.js';
import { Database } from '../../../platform/database/index.js';
import { ApiProblems } from '../../../platform/http/index.js';
import { CalendarFeedStore } from './calendar-feed.store.js';
import { CreateCalendarFeed, presentFeed, RevokeCalendarFeed } from './calendar-feeds.js';

@ApiTags('billing')
@OpenWhileSuspended()
@Controller('workspaces/:workspaceId/billing/calendar-feeds')
export class CalendarFeedsController {
  constructor(
    private readonly database: Database,
    private readonly feeds: CalendarFeedStore,
    private readonly createFeed: CreateCalendarFeed,
    private readonly revokeFeed: RevokeCalendarFeed,
  ) {}

  @Get()
  @Members('admin')
  @ApiOperation({ summary: 'Calendar feeds that were made, without their addresses' })
  @ApiOkResponse({ standardSchema: CalendarFeeds })
  async list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<z.infer<typeof CalendarFeeds>> {
    const data = await this.database.inWorkspace(workspaceId, (tx) => this.feeds.list(tx, workspaceId));
    return { data: data.map(presentFeed), total: data.length };
  }

  @Post()
  @Members('admin')
  @ApiOperation({ summary: 'Make a private address under which a calendar program reads the dates of the plan. It is shown this once' })
  @ApiCreatedResponse({ standardSchema: CreatedCalendarFeed })
  @ApiProblems('invalid-input')
  async create(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: CreateCalendarFeedInput }) { locale }: z.infer<typeof CreateCalendarFeedInput>,
  ): Promise<z.infer<typeof CreatedCalendarFeed>> {
    return this.createFeed.run(actorOf(caller), workspaceId, locale);
  }

  @Delete(':id')
  @HttpCode(204)
  @Members('admin')
  @ApiOperation({ summary: 'Close the address for good' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async revoke(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<void> {
    await this.revokeFeed.run(actorOf(caller), workspaceId, id);
  }
}
