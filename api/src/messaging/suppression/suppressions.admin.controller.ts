import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { listOf, NewSuppression, ReleaseSuppression, Suppression, SuppressionQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ReleaseAddress } from './release-address.js';
import { SuppressAddress } from './suppress-address.js';
import { SuppressionStore } from './suppression.store.js';

@ApiTags('suppressions')
@Controller('workspaces/:workspaceId/suppressions')
export class SuppressionsController {
  constructor(
    private readonly database: Database,
    private readonly store: SuppressionStore,
    private readonly suppress: SuppressAddress,
    private readonly releaseAddress: ReleaseAddress,
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
