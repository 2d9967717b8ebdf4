import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Erasure } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members, OpenWhileSuspended } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { EraseCustomer } from './erase-customer.js';
import { ErasureStore } from './erasure.store.js';

@ApiTags('customers')
@Controller('workspaces/:workspaceId/customers/:id')
export class ErasuresAdminController {
  constructor(
    private readonly database: Database,
    private readonly erasures: ErasureStore,
    private readonly eraseCustomer: EraseCustomer,
  ) {}

  @Post('erase')
  @OpenWhileSuspended()
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Erase who this customer is, for good. What they bought and the proof of consent stay, of nobody. The same again changes nothing' })
  @ApiOkResponse({ standardSchema: Erasure })
  @ApiProblems('invalid-input', 'not-found', 'customer-merged')
  erase(@CurrentCaller() caller: Caller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<Erasure> {
    return this.eraseCustomer.run(actorOf(caller), workspaceId, id);
  }

  @Get('erasure')
  @Members('admin')
  @ApiOperation({ summary: 'That and when this customer was erased, with the hashes of their addresses' })
  @ApiOkResponse({ standardSchema: Erasure })
  @ApiProblems('invalid-input', 'not-found')
  async show(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<Erasure> {
    const erasure = await this.database.inWorkspace(workspaceId, (tx) => this.erasures.find(tx, workspaceId, id));
    if (!erasure) throw new Refusal('not-found');
    return erasure;
  }
}
