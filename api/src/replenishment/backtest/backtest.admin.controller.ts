import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Backtest, BacktestProductList, BacktestProductQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { BacktestStore } from './backtest.store.js';
import { RequestBacktest } from './request-backtest.js';

const Id = z.uuid();

@ApiTags('backtest')
@Controller('workspaces/:workspaceId/backtest')
export class BacktestAdminController {
  constructor(
    private readonly database: Database,
    private readonly backtests: BacktestStore,
    private readonly requestBacktest: RequestBacktest,
  ) {}

  @Get()
  @Members('staff', 'cycles:read')
  @ApiOperation({ summary: 'How good the predictions would have been on the own past, beside rules of thumb; made anew each night' })
  @ApiOkResponse({ standardSchema: Backtest })
  @ApiProblems('invalid-input', 'no-backtest-yet')
  async show(@Param('workspaceId', { schema: Id }) workspaceId: string): Promise<Backtest> {
    const found = await this.database.inWorkspace(workspaceId, (tx) => this.backtests.find(tx, workspaceId));
    if (!found) throw new Refusal('no-backtest-yet');
    return found.backtest;
  }

  @Get('products')
  @Members('staff', 'cycles:read')
  @ApiOperation({ summary: 'The same for each product, with those named whose dates are not good enough' })
  @ApiOkResponse({ standardSchema: BacktestProductList })
  @ApiProblems('invalid-input')
  async products(
    @Param('workspaceId', { schema: Id }) workspaceId: string,
    @Query({ schema: BacktestProductQuery }) query: z.output<typeof BacktestProductQuery>,
  ): Promise<BacktestProductList> {
    return this.database.inWorkspace(workspaceId, (tx) => this.backtests.products(tx, workspaceId, query));
  }

  @Post()
  @HttpCode(202)
  @Members('staff', 'cycles:write')
  @ApiOperation({ summary: 'Check the predictions now; it takes a moment, then the answer of GET is new' })
  @ApiAcceptedResponse()
  @ApiProblems('invalid-input')
  async request(@Param('workspaceId', { schema: Id }) workspaceId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.requestBacktest.run(workspaceId, actorOf(caller));
  }
}
