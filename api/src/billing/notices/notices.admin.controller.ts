import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BillingContacts, NoticeQuery, Notices, NoticeSettings, ReadNotices } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type MemberCaller, Members, OpenWhileSuspended } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { BillingPartyStore, type StoredContact } from '../subscriptions/billing-party.store.js';
import { ChooseNotices } from './choose-notices.js';
import { NameContacts } from './name-contacts.js';
import { NoticeStore } from './notice.store.js';

const WorkspaceId = { schema: z.uuid() };

@ApiTags('billing')
@OpenWhileSuspended()
@Controller('workspaces/:workspaceId/billing')
export class NoticesController {
  constructor(
    private readonly database: Database,
    private readonly store: NoticeStore,
    private readonly parties: BillingPartyStore,
    private readonly chooseNotices: ChooseNotices,
    private readonly nameContacts: NameContacts,
    private readonly clock: Clock,
  ) {}

  @Get('notices')
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'Notices about the plan that were given, to whom, and whether anybody read them' })
  @ApiOkResponse({ standardSchema: Notices })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', WorkspaceId) workspaceId: string, @Query({ schema: NoticeQuery }) query: z.infer<typeof NoticeQuery>): Promise<z.infer<typeof Notices>> {
    const { data, total } = await this.database.inWorkspace(workspaceId, (tx) => this.store.list(tx, workspaceId, query.perPage, (query.page - 1) * query.perPage));
    return {
      data: data.map(({ kind, periodEnd, contact, givenAt, readAt }) => ({ kind, periodEnd, contact, givenAt: givenAt.toISOString(), readAt: readAt?.toISOString() ?? null })),
      total,
    };
  }

  @Post('notices/read')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Somebody has seen the notices: the second contact need not hear three days before the end' })
  @ApiOkResponse({ standardSchema: ReadNotices })
  async read(@CurrentCaller() caller: MemberCaller, @Param('workspaceId', WorkspaceId) workspaceId: string): Promise<z.infer<typeof ReadNotices>> {
    const read = await this.database.inWorkspace(workspaceId, (tx) => this.store.markRead(tx, workspaceId, actorOf(caller).id, this.clock.now()));
    return { read };
  }

  @Get('notice-settings')
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'On which days and at what time notices come' })
  @ApiOkResponse({ standardSchema: NoticeSettings })
  async settings(@Param('workspaceId', WorkspaceId) workspaceId: string): Promise<NoticeSettings> {
    return this.database.inWorkspace(workspaceId, (tx) => this.store.settings(tx, workspaceId));
  }

  @Put('notice-settings')
  @Members('admin')
  @ApiOperation({ summary: 'Choose the days and the time. What was given is not given again' })
  @ApiOkResponse({ standardSchema: NoticeSettings })
  @ApiProblems('invalid-input', 'no-subscription')
  async choose(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', WorkspaceId) workspaceId: string,
    @Body({ schema: NoticeSettings }) body: NoticeSettings,
  ): Promise<NoticeSettings> {
    return this.chooseNotices.run(actorOf(caller), workspaceId, body);
  }

  @Get('contacts')
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'Who hears about the plan, the first to hear first' })
  @ApiOkResponse({ standardSchema: BillingContacts })
  async contacts(@Param('workspaceId', WorkspaceId) workspaceId: string): Promise<BillingContacts> {
    return present(await this.database.inWorkspace(workspaceId, (tx) => this.parties.contacts(tx, workspaceId)));
  }

  @Put('contacts')
  @Members('admin')
  @ApiOperation({ summary: 'Say who hears about the plan, in which order and language, and by which clock' })
  @ApiOkResponse({ standardSchema: BillingContacts })
  @ApiProblems('invalid-input', 'no-subscription')
  async name(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', WorkspaceId) workspaceId: string,
    @Body({ schema: BillingContacts }) body: BillingContacts,
  ): Promise<BillingContacts> {
    return present(await this.nameContacts.run(actorOf(caller), workspaceId, body));
  }
}

function present(contacts: readonly StoredContact[]): BillingContacts {
  return { contacts: contacts.map(({ name, email, locale, timeZone, phone }) => ({ name, email, locale, timeZone, phone })) };
}
