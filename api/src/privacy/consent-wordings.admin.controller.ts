import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConsentSnippetQuery, ConsentWording, ConsentWordingList, ConsentWordingQuery, NewConsentWording } from '@perennial/contract/admin';
import type { Response } from 'express';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../access/index.js';
import { Database } from '../platform/database/index.js';
import { ApiProblems, Refusal } from '../platform/http/index.js';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import { AddWording } from './add-wording.js';
import { checkoutSnippet } from './checkout-snippet.js';
import { WordingStore } from './wording.store.js';

/** The texts people are asked with, and the checkbox that shows one of them in a shop's checkout. */
@ApiTags('consent')
@Controller('workspaces/:workspaceId/consent-wordings')
export class ConsentWordingsController {
  constructor(
    private readonly database: Database,
    private readonly wordings: WordingStore,
    private readonly addWording: AddWording,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  @Get()
  @Members('staff', 'consent:read')
  @ApiOperation({ summary: 'The texts people were and are asked with' })
  @ApiOkResponse({ standardSchema: ConsentWordingList })
  @ApiProblems('invalid-input')
  list(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Query({ schema: ConsentWordingQuery }) query: z.output<typeof ConsentWordingQuery>,
  ): Promise<ConsentWordingList> {
    return this.database.inWorkspace(workspaceId, (tx) => this.wordings.list(tx, workspaceId, query));
  }

  @Post()
  @Members('staff', 'consent:write')
  @ApiOperation({ summary: 'Keep a text under a version of its own. Neither changes afterwards' })
  @ApiCreatedResponse({ standardSchema: ConsentWording })
  @ApiProblems('invalid-input', 'wording-exists')
  add(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: NewConsentWording }) wording: NewConsentWording,
  ): Promise<ConsentWording> {
    return this.addWording.run(actorOf(caller), workspaceId, wording);
  }

  @Get(':version/snippet')
  @Members('staff', 'consent:read')
  @ApiOperation({ summary: 'The unticked checkbox with this text, as HTML to paste into a checkout' })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @ApiProblems('invalid-input', 'not-found')
  async snippet(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('version', { schema: z.string().max(100) }) version: string,
    @Query({ schema: ConsentSnippetQuery }) { locale }: ConsentSnippetQuery,
    @Res() response: Response,
  ): Promise<void> {
    const wording = await this.database.inWorkspace(workspaceId, (tx) => this.wordings.find(tx, workspaceId, version));
    const text = wording?.texts[locale];
    if (text === undefined) throw new Refusal('not-found');
    const optInUrl = `${this.settings.publicUrl}/api/v1/workspaces/${workspaceId}/opt-ins`;
    response.type('text/plain; charset=utf-8').send(checkoutSnippet({ version, locale, text, optInUrl }));
  }
}
