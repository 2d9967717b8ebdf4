import { Body, Controller, HttpCode, Param, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ImportedStock, SetStock as SetStockRequest, StockResult } from '@perennial/contract/admin';
import type { Request } from 'express';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { readBody } from '../../messaging/index.js';
import { ImportStock } from './import-stock.js';
import { SetStock } from './set-stock.js';

const LONGEST_FILE = 20_000_000;

@ApiTags('products')
@Controller('workspaces/:workspaceId/stock')
export class StockAdminController {
  constructor(
    private readonly setStock: SetStock,
    private readonly importStock: ImportStock,
  ) {}

  @Post()
  @HttpCode(200)
  @Members('staff', 'products:write')
  @ApiOperation({ summary: 'How much there is of products. What is back in stock sets free the reminders that waited for it' })
  @ApiOkResponse({ standardSchema: StockResult })
  @ApiProblems('invalid-input')
  set(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: SetStockRequest }) { levels, countedAt }: SetStockRequest,
  ): Promise<StockResult> {
    return this.setStock.run(actorOf(caller), workspaceId, levels, countedAt ? new Date(countedAt) : undefined);
  }

  @Post('import')
  @HttpCode(200)
  @Members('staff', 'products:write')
  @ApiOperation({ summary: 'The same as a CSV file with the columns `product` (the article number) and `stock`' })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: ImportedStock })
  @ApiProblems('invalid-input', 'too-large', 'stock-not-readable')
  async import(@CurrentCaller() caller: Caller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Req() req: RawBodyRequest<Request>): Promise<ImportedStock> {
    return this.importStock.run(actorOf(caller), workspaceId, req.rawBody ?? (await readBody(req, LONGEST_FILE)));
  }
}
