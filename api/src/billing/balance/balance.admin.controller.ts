import { Body, Controller, Get, Param, Post, Put, Query, UseFilters } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AutoTopUp, Balance, BalanceMovementQuery, BalanceMovements, ConfirmQuote, Payment, SetAutoTopUp as SetAutoTopUpInput, TopUp } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type MemberCaller, Members, OpenWhileSuspended } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { presentPayment } from '../payments/payment-attempt.js';
import { LedgerStore } from './ledger.store.js';
import { PayFromBalance } from './pay-from-balance.js';
import { ReadBalance } from './read-balance.js';
import { SetAutoTopUp } from './set-auto-top-up.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { StartTopUp } from './start-top-up.js';
import { ProviderDownFilter } from '../payments/provider/provider-down.filter.js';

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing')
@UseFilters(ProviderDownFilter)
@OpenWhileSuspended()
export class BalanceController {
  constructor(
    private readonly database: Database,
    private readonly balance: ReadBalance,
    private readonly ledger: LedgerStore,
    private readonly startTopUp: StartTopUp,
    private readonly payFromBalance: PayFromBalance,
    private readonly subscriptions: SubscriptionStore,
    private readonly setAutoTopUp: SetAutoTopUp,
  ) {}

  @Get('balance')
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'The prepaid balance: what can be spent, what of it was granted, and what is missing for the next renewal' })
  @ApiOkResponse({ standardSchema: Balance })
  @ApiProblems('no-subscription')
  async read(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<Balance> {
    return this.database.inWorkspace(workspaceId, (tx) => this.balance.run(tx, workspaceId));
  }

  @Get('balance/movements')
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'What went onto the balance and off it, the newest first' })
  @ApiOkResponse({ standardSchema: BalanceMovements })
  @ApiProblems('invalid-input')
  async movements(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Query({ schema: BalanceMovementQuery }) query: z.infer<typeof BalanceMovementQuery>,
  ): Promise<BalanceMovements> {
    const { data, total } = await this.database.inWorkspace(workspaceId, (tx) => this.ledger.movements(tx, workspaceId, query.perPage, (query.page - 1) * query.perPage));
    return { data: data.map((movement) => ({ ...movement, at: movement.at.toISOString() })), total };
  }

  @Post('balance/top-ups')
  @Members('admin')
  @ApiOperation({ summary: 'Open a payment page for money onto the balance' })
  @ApiCreatedResponse({ standardSchema: Payment })
  @ApiProblems('invalid-input', 'no-subscription', 'payment-provider-down')
  async topUp(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: TopUp }) body: z.infer<typeof TopUp>,
  ): Promise<Payment> {
    return presentPayment(await this.startTopUp.run(actorOf(caller), workspaceId, body.amount));
  }

  @Get('balance/auto-top-up')
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'Whether the balance fills itself up, and why it does not at this moment' })
  @ApiOkResponse({ standardSchema: AutoTopUp })
  @ApiProblems('no-subscription')
  async readAutoTopUp(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<AutoTopUp> {
    return this.database.inWorkspace(workspaceId, async (tx) => this.setAutoTopUp.read(tx, await this.subscriptions.get(tx, workspaceId)));
  }

  @Put('balance/auto-top-up')
  @Members('admin')
  @ApiOperation({ summary: 'Let the balance fill itself up from the saved card, or stop it. The first charge comes a day after it was announced by mail' })
  @ApiOkResponse({ standardSchema: AutoTopUp })
  @ApiProblems('invalid-input', 'no-subscription')
  async changeAutoTopUp(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: SetAutoTopUpInput }) body: SetAutoTopUpInput,
  ): Promise<AutoTopUp> {
    return this.setAutoTopUp.run(actorOf(caller), workspaceId, body);
  }

  @Post('quotes/:id/pay-from-balance')
  @Members('admin')
  @ApiOperation({ summary: 'Confirm the quote by its hash and pay it from the balance, at once or not at all' })
  @ApiCreatedResponse({ standardSchema: Payment })
  @ApiProblems('invalid-input', 'not-found', 'quote-hash-mismatch', 'quote-expired', 'quote-superseded', 'payment-under-way', 'already-renewed', 'balance-too-low', 'payment-provider-down')
  async pay(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: ConfirmQuote }) body: z.infer<typeof ConfirmQuote>,
  ): Promise<Payment> {
    return presentPayment(await this.payFromBalance.run(actorOf(caller), workspaceId, id, body.hash));
  }
}
