import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BookedPurchase, BookPurchase as BookRequest, Purchase, PurchaseList, PurchaseQuery, ReturnPurchase as ReturnRequest } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { BookPurchase } from './book-purchase.js';
import { PurchaseStore } from './purchase.store.js';
import { ReturnPurchase } from './return-purchase.js';

@ApiTags('purchases')
@Controller('workspaces/:workspaceId/purchases')
export class PurchasesAdminController {
  constructor(
    private readonly database: Database,
    private readonly purchases: PurchaseStore,
    private readonly bookPurchase: BookPurchase,
    private readonly returnPurchase: ReturnPurchase,
  ) {}

  @Get()
  @Members('staff', 'purchases:read')
  @ApiOperation({ summary: 'The purchase ledger' })
  @ApiOkResponse({ standardSchema: PurchaseList })
  @ApiProblems('invalid-input')
  list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: PurchaseQuery }) query: PurchaseQuery): Promise<{ data: Purchase[]; total: number }> {
    return this.database.inWorkspace(workspaceId, (tx) => this.purchases.list(tx, workspaceId, query));
  }

  @Get(':id')
  @Members('staff', 'purchases:read')
  @ApiOperation({ summary: 'One order with its lines' })
  @ApiOkResponse({ standardSchema: Purchase })
  @ApiProblems('invalid-input', 'not-found')
  async get(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<Purchase> {
    const purchase = await this.database.inWorkspace(workspaceId, (tx) => this.purchases.find(tx, workspaceId, id));
    if (!purchase) throw new Refusal('not-found');
    return purchase;
  }

  @Post()
  @HttpCode(200)
  @Members('staff', 'purchases:write')
  @ApiOperation({ summary: 'Book an order. The same `source` and `externalId` again changes nothing: `booked` is false then' })
  @ApiOkResponse({ standardSchema: BookedPurchase })
  @ApiProblems('invalid-input', 'not-found', 'customer-merged', 'customer-erased', 'order-in-future', 'order-too-old', 'unknown-currency', 'too-many-in-a-day', 'order-of-another-customer', 'contact-limit-reached')
  book(@CurrentCaller() caller: Caller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Body({ schema: BookRequest }) request: BookRequest): Promise<BookedPurchase> {
    return this.bookPurchase.run(actorOf(caller), workspaceId, request);
  }

  @Post(':id/return')
  @HttpCode(200)
  @Members('staff', 'purchases:write')
  @ApiOperation({ summary: 'Book what came back of an order' })
  @ApiOkResponse({ standardSchema: BookedPurchase })
  @ApiProblems('invalid-input', 'not-found', 'order-in-future', 'more-than-bought')
  takeBack(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: ReturnRequest }) request: ReturnRequest,
  ): Promise<BookedPurchase> {
    return this.returnPurchase.run(actorOf(caller), workspaceId, id, request);
  }
}
