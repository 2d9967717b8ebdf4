import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Customer, DuplicateGroupList, DuplicateQuery, MergeCustomer } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ListDuplicates } from './list-duplicates.js';
import { MergeCustomers } from './merge-customers.js';

@ApiTags('customers')
@Controller('workspaces/:workspaceId')
export class DuplicatesAdminController {
  constructor(
    private readonly listDuplicates: ListDuplicates,
    private readonly mergeCustomers: MergeCustomers,
  ) {}

  @Get('duplicate-customers')
  @Members('staff', 'customers:read')
  @ApiOperation({ summary: 'Customers who may be one person: with the same e-mail address or phone number' })
  @ApiOkResponse({ standardSchema: DuplicateGroupList })
  @ApiProblems('invalid-input')
  list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: DuplicateQuery }) query: DuplicateQuery): Promise<z.infer<typeof DuplicateGroupList>> {
    return this.listDuplicates.run(workspaceId, query);
  }

  @Post('customers/:id/merge')
  @HttpCode(200)
  @Members('staff', 'customers:write')
  @ApiOperation({ summary: 'This customer is another one: everything known of them goes there. The same again changes nothing' })
  @ApiOkResponse({ standardSchema: Customer })
  @ApiProblems('invalid-input', 'not-found', 'merge-into-itself', 'customer-merged', 'customer-erased', 'imports-under-way')
  merge(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: MergeCustomer }) { into }: MergeCustomer,
  ): Promise<Customer> {
    return this.mergeCustomers.run(actorOf(caller), workspaceId, id, into);
  }
}
