import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  PreviewTemplate as Wish,
  PublishedTemplate,
  TemplateDetail,
  TemplateList,
  TemplatePreview,
  TemplateQuery,
  TemplateSource,
  TemplateVersionList,
} from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, type MemberCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { DiscardDraft } from './discard-draft.js';
import { PreviewTemplate } from './preview-template.js';
import { PublishTemplate } from './publish-template.js';
import { RevertTemplate } from './revert-template.js';
import { SaveDraft } from './save-draft.js';
import { SendTestMail } from './send-test-mail.js';
import { ShowTemplates } from './show-templates.js';
import { keyOf } from './template-id.js';
import { TemplateStore } from './template.store.js';

const Workspace = z.uuid();
const Id = z.string().max(80);

@ApiTags('templates')
@Controller('workspaces/:workspaceId/templates')
export class TemplatesController {
  constructor(
    private readonly database: Database,
    private readonly store: TemplateStore,
    private readonly show: ShowTemplates,
    private readonly saveDraft: SaveDraft,
    private readonly discardDraft: DiscardDraft,
    private readonly publishTemplate: PublishTemplate,
    private readonly revertTemplate: RevertTemplate,
    private readonly previewTemplate: PreviewTemplate,
    private readonly sendTestMail: SendTestMail,
  ) {}

  @Get()
  @Members('staff')
  @ApiOperation({ summary: 'The words of every kind of message, by channel and language' })
  @ApiOkResponse({ standardSchema: TemplateList })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: Workspace }) workspaceId: string, @Query({ schema: TemplateQuery }) query: z.output<typeof TemplateQuery>) {
    return this.database.inWorkspace(workspaceId, (tx) => this.show.list(tx, workspaceId, query));
  }

  @Get(':id')
  @Members('staff')
  @ApiOperation({ summary: 'One template: what is in force, its draft, and what the draft still lacks' })
  @ApiOkResponse({ standardSchema: TemplateDetail })
  @ApiProblems('invalid-input', 'not-found')
  async one(@Param('workspaceId', { schema: Workspace }) workspaceId: string, @Param('id', { schema: Id }) id: string) {
    return this.database.inWorkspace(workspaceId, (tx) => this.show.one(tx, workspaceId, keyOf(id)));
  }

  @Get(':id/versions')
  @Members('staff')
  @ApiOperation({ summary: 'Every version that was in force, the newest first' })
  @ApiOkResponse({ standardSchema: TemplateVersionList })
  @ApiProblems('invalid-input', 'not-found')
  async versions(@Param('workspaceId', { schema: Workspace }) workspaceId: string, @Param('id', { schema: Id }) id: string) {
    const rows = await this.database.inWorkspace(workspaceId, (tx) => this.store.versions(tx, workspaceId, keyOf(id)));
    const data = rows.map(({ version, origin, publishedAt, publishedBy }) => ({ version, origin, publishedAt: publishedAt.toISOString(), publishedBy }));
    return { data, total: data.length };
  }

  @Put(':id/draft')
  @HttpCode(200)
  @Members('staff')
  @ApiOperation({ summary: 'Keep words as a draft; nothing is sent with them before they are published' })
  @ApiOkResponse({ standardSchema: TemplateDetail })
  @ApiProblems('invalid-input', 'not-found')
  async draft(
    @Param('workspaceId', { schema: Workspace }) workspaceId: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TemplateSource }) source: TemplateSource,
    @CurrentCaller() caller: Caller,
  ) {
    const key = keyOf(id);
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await this.saveDraft.run(tx, workspaceId, key, source, actorOf(caller));
      return this.show.one(tx, workspaceId, key);
    });
  }

  @Delete(':id/draft')
  @HttpCode(204)
  @Members('staff')
  @ApiOperation({ summary: 'Throw the draft away' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found', 'no-draft')
  async discard(@Param('workspaceId', { schema: Workspace }) workspaceId: string, @Param('id', { schema: Id }) id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.database.inWorkspace(workspaceId, (tx) => this.discardDraft.run(tx, workspaceId, keyOf(id), actorOf(caller)));
  }

  @Post(':id/publish')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Put the draft in force as a new version' })
  @ApiOkResponse({ standardSchema: PublishedTemplate })
  @ApiProblems(
    'invalid-input',
    'not-found',
    'no-draft',
    'template-broken',
    'template-part-missing',
    'template-unknown-variable',
    'template-without-unsubscribe-link',
    'template-names-sensitive-product',
    'template-active-content',
  )
  async publish(@Param('workspaceId', { schema: Workspace }) workspaceId: string, @Param('id', { schema: Id }) id: string, @CurrentCaller() caller: Caller) {
    const version = await this.database.inWorkspace(workspaceId, (tx) => this.publishTemplate.run(tx, workspaceId, keyOf(id), actorOf(caller)));
    return { version };
  }

  @Post(':id/revert')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Put the words the service came with in force again' })
  @ApiOkResponse({ standardSchema: PublishedTemplate })
  @ApiProblems('invalid-input', 'not-found')
  async revert(@Param('workspaceId', { schema: Workspace }) workspaceId: string, @Param('id', { schema: Id }) id: string, @CurrentCaller() caller: Caller) {
    const version = await this.database.inWorkspace(workspaceId, (tx) => this.revertTemplate.run(tx, workspaceId, keyOf(id), actorOf(caller)));
    return { version };
  }

  @Post(':id/preview')
  @HttpCode(200)
  @Members('staff')
  @ApiOperation({ summary: 'What a customer, or a made-up one, would read; changes nothing' })
  @ApiOkResponse({ standardSchema: TemplatePreview })
  @ApiProblems('invalid-input', 'not-found', 'nothing-to-preview')
  async preview(@Param('workspaceId', { schema: Workspace }) workspaceId: string, @Param('id', { schema: Id }) id: string, @Body({ schema: Wish }) wish: Wish) {
    return this.database.inWorkspace(workspaceId, (tx) => this.previewTemplate.run(tx, workspaceId, keyOf(id), wish));
  }

  @Post(':id/test')
  @HttpCode(202)
  @Members('staff')
  @ApiOperation({ summary: 'Send the preview to your own address' })
  @ApiAcceptedResponse()
  @ApiProblems('invalid-input', 'not-found', 'nothing-to-preview', 'template-broken', 'template-active-content', 'test-by-email-only')
  async test(
    @Param('workspaceId', { schema: Workspace }) workspaceId: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Wish }) wish: Wish,
    @CurrentCaller() caller: MemberCaller,
  ): Promise<void> {
    await this.sendTestMail.run(workspaceId, keyOf(id), wish, caller.userId);
  }
}
