import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AlreadyOrdered, AlreadyOrderedList, KeepAlreadyOrdered } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ChangeAlreadyOrdered } from './change-already-ordered.js';

@ApiTags('customers')
@Controller('workspaces/:workspaceId/customers/:customerId/already-ordered')
export class AlreadyOrderedAdminController {
  constructor(private readonly change: ChangeAlreadyOrdered) {}

  @Get()
  @Members('staff', 'customers:read')
  @ApiOperation({ summary: 'What comes to this customer without a reminder: open orders and subscriptions' })
  @ApiOkResponse({ standardSchema: AlreadyOrderedList })
  @ApiProblems('invalid-input', 'not-found', 'customer-merged', 'customer-erased')
  list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('customerId', { schema: z.uuid() }) customerId: string) {
    return this.change.list(workspaceId, customerId);
  }

  @Put()
  @HttpCode(200)
  @Members('staff', 'customers:write')
  @ApiOperation({ summary: 'This customer subscribes to a product, or has an unpaid order of it. The same reference again moves its end' })
  @ApiOkResponse({ standardSchema: AlreadyOrdered })
  @ApiProblems('invalid-input', 'not-found', 'customer-merged', 'customer-erased')
  keep(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('customerId', { schema: z.uuid() }) customerId: string,
    @Body({ schema: KeepAlreadyOrdered }) entry: KeepAlreadyOrdered,
  ): Promise<AlreadyOrdered> {
    return this.change.keep(actorOf(caller), workspaceId, customerId, entry);
  }

  @Delete(':id')
  @HttpCode(204)
  @Members('staff', 'customers:write')
  @ApiOperation({ summary: 'It comes no more: the subscription has ended, the order was cancelled. Reminders go on' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  end(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('customerId', { schema: z.uuid() }) customerId: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<void> {
    return this.change.end(actorOf(caller), workspaceId, customerId, id);
  }
}
