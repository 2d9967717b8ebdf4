import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, HttpCode, Param, Post, Query, type RawBodyRequest, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ImportedSuppressions, listOf, NewSuppression, ReleaseSuppression, Suppression, SuppressionQuery } from '@perennial/contract/admin';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members, OpenWhileSuspended } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { readBody } from '../read-body.js';
import { ExportSuppressions } from './export-suppressions.js';
import { ImportSuppressions } from './import-suppressions.js';
import { ReleaseAddress } from './release-address.js';
import { SuppressAddress } from './suppress-address.js';
import { SuppressionStore } from './suppression.store.js';

const LONGEST_LIST = 20_000_000;

@ApiTags('suppressions')
@Controller('workspaces/:workspaceId/suppressions')
export class SuppressionsController {
  constructor(
    private readonly database: Database,
    private readonly store: SuppressionStore,
    private readonly suppress: SuppressAddress,
    private readonly releaseAddress: ReleaseAddress,
    private readonly importList: ImportSuppressions,
    private readonly exportList: ExportSuppressions,
  ) {}

  @Get()
  @Members('staff')
  @ApiOperation({ summary: 'Addresses that get no marketing, and why' })
  @ApiOkResponse({ standardSchema: listOf(Suppression) })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: SuppressionQuery }) query: z.output<typeof SuppressionQuery>) {
    return this.database.inWorkspace(workspaceId, (tx) => this.store.list(tx, workspaceId, query));
  }

  @Post()
  @OpenWhileSuspended()
  @HttpCode(204)
  @Members('staff')
  @ApiOperation({ summary: 'Send no more marketing to an address' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input')
  async add(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: NewSuppression }) entry: NewSuppression,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const actor = actorOf(caller);
    await this.database.inWorkspace(workspaceId, (tx) => this.suppress.run(tx, workspaceId, { ...entry, reason: 'staff', source: actor.id ?? '' }, actor));
  }

  @Get('export')
  @Members('admin')
  @ApiOperation({ summary: 'The list in force, as CSV' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  async export(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Res() response: Response): Promise<void> {
    response.type('text/csv').attachment('suppressions.csv');
    await pipeline(Readable.from(this.exportList.run(workspaceId)), response);
  }

  @Post('import')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Take in a list of addresses that get no marketing: CSV with the column `address`, and `channel` (email or sms) where it is not all e-mail' })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: ImportedSuppressions })
  @ApiProblems('invalid-input', 'too-large', 'suppressions-not-readable')
  async import(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Req() req: RawBodyRequest<Request>, @CurrentCaller() caller: Caller): Promise<ImportedSuppressions> {
    return this.importList.run(workspaceId, req.rawBody ?? (await readBody(req, LONGEST_LIST)), actorOf(caller));
  }

  @Post(':id/release')
  @HttpCode(204)
  @Members('admin')
  @ApiOperation({ summary: 'Take an address off the list, with the reason' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-suppressed')
  async release(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: ReleaseSuppression }) { because }: ReleaseSuppression,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.database.inWorkspace(workspaceId, (tx) => this.releaseAddress.run(tx, workspaceId, id, because, actorOf(caller)));
  }
}
