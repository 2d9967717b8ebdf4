import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refund, RefundPolicy, RefundQuery, Refunds, RequestRefund as RequestRefundInput } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type MemberCaller, Members, OpenWhileSuspended } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { presentRefund } from './refund.js';
import { RefundPolicyStore } from './refund-policy.store.js';
import { RefundStore } from './refund.store.js';
import { RequestRefund } from './request-refund.js';

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing')
@OpenWhileSuspended()
export class RefundsController {
  constructor(
    private readonly database: Database,
    private readonly refunds: RefundStore,
    private readonly policies: RefundPolicyStore,
    private readonly requestRefund: RequestRefund,
    private readonly clock: Clock,
  ) {}

  @Get('refund-policy')
  @Members('staff', 'billing:read')
  @ApiOperation({ summary: 'The refund terms of what is bought today. An invoice keeps the version it was sold under' })
  @ApiOkResponse({ standardSchema: RefundPolicy })
  async policy(@Param('workspaceId', { schema: z.uuid() }) _workspaceId: string): Promise<RefundPolicy> {
    const policy = await this.database.global((tx) => this.policies.inForce(tx, this.clock.now()));
    return { ...policy, publishedAt: policy.publishedAt.toISOString() };
  }

  @Get('refunds')
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'Refunds asked for, and what became of each' })
  @ApiOkResponse({ standardSchema: Refunds })
  @ApiProblems('invalid-input')
  async list(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Query({ schema: RefundQuery }) query: z.infer<typeof RefundQuery>,
  ): Promise<z.infer<typeof Refunds>> {
    const { data, total } = await this.database.inWorkspace(workspaceId, (tx) =>
      this.refunds.list(tx, workspaceId, query.sort.startsWith('-'), query.perPage, (query.page - 1) * query.perPage),
    );
    return { data: data.map(presentRefund), total };
  }

  @Post('refunds')
  @Members('admin')
  @ApiOperation({ summary: 'Ask for money back, naming the clause of the terms that gives it' })
  @ApiCreatedResponse({ standardSchema: Refund })
  @ApiProblems('invalid-input', 'not-found', 'clause-not-in-policy', 'refund-window-over', 'nothing-refundable', 'refund-too-large', 'refund-under-way')
  async request(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: RequestRefundInput }) body: RequestRefundInput,
  ): Promise<Refund> {
    return presentRefund(await this.requestRefund.run(actorOf(caller), workspaceId, body));
  }
}
