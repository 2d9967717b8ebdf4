import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiKeyList, ApiKeyQuery, CreateApiKey as NewApiKey, CreatedApiKey } from '@perennial/contract/admin';
import { z } from 'zod';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { CurrentCaller, type MemberCaller } from '../guard/caller.js';
import { Members, OpenWhileSuspended } from '../guard/declarations.js';
import { ApiKeyStore } from './api-key.store.js';
import { CreateApiKey } from './create-api-key.js';
import { RevokeApiKey } from './revoke-api-key.js';

@ApiTags('API keys')
@Members('admin')
@Controller('workspaces/:workspaceId/api-keys')
export class ApiKeysAdminController {
  constructor(
    private readonly database: Database,
    private readonly keys: ApiKeyStore,
    private readonly createApiKey: CreateApiKey,
    private readonly revokeApiKey: RevokeApiKey,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All API keys, revoked ones included' })
  @ApiOkResponse({ standardSchema: ApiKeyList })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: ApiKeyQuery }) query: ApiKeyQuery): Promise<ApiKeyList> {
    return this.database.inWorkspace(workspaceId, (tx) => this.keys.page(tx, workspaceId, query));
  }

  @Post()
  @ApiOperation({ summary: 'Make an API key; this answer alone holds its text' })
  @ApiParam({ name: 'workspaceId', format: 'uuid' })
  @ApiCreatedResponse({ standardSchema: CreatedApiKey })
  @ApiProblems('invalid-input')
  async create(@Body({ schema: NewApiKey }) body: NewApiKey, @CurrentCaller() caller: MemberCaller): Promise<CreatedApiKey> {
    return this.createApiKey.run(caller, body);
  }

  @Delete(':id')
  @OpenWhileSuspended()
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an API key' })
  @ApiParam({ name: 'workspaceId', format: 'uuid' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async revoke(@Param('id', { schema: z.uuid() }) id: string, @CurrentCaller() caller: MemberCaller): Promise<void> {
    await this.revokeApiKey.run(caller, id);
  }
}
