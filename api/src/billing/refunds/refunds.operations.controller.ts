import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApproveRefund as ApproveRefundInput, DeclineRefund as DeclineRefundInput, PublishRefundPolicy as PublishRefundPolicyInput, Refund, RefundPolicy, RefundsToDecide,
  RefundToDecideQuery,
} from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ApproveRefund } from './approve-refund.js';
import { DeclineRefund } from './decline-refund.js';
import { PublishRefundPolicy } from './publish-refund-policy.js';
import { PutRefundOnBalance } from './put-refund-on-balance.js';
import { presentRefund } from './refund.js';
import { RefundStore } from './refund.store.js';

@ApiTags('operations')
@Controller('operations')
@Operators()
export class RefundsOperationsController {
  constructor(
    private readonly database: Database,
    private readonly refunds: RefundStore,
    private readonly approveRefund: ApproveRefund,
    private readonly declineRefund: DeclineRefund,
    private readonly onBalance: PutRefundOnBalance,
    private readonly publishPolicy: PublishRefundPolicy,
  ) {}

  @Post('refund-policies')
  @ApiOperation({ summary: 'Publish new refund terms for what is sold from now on' })
  @ApiCreatedResponse({ standardSchema: RefundPolicy })
  @ApiProblems('invalid-input')
  async publish(@CurrentCaller() caller: OperatorCaller, @Body({ schema: PublishRefundPolicyInput }) body: PublishRefundPolicyInput): Promise<RefundPolicy> {
    const policy = await this.publishPolicy.run(actorOf(caller), body);
    return { ...policy, publishedAt: policy.publishedAt.toISOString() };
  }

  @Get('refunds')
  @ApiOperation({ summary: 'Refunds that wait for a decision or could not be sent, the oldest first' })
  @ApiOkResponse({ standardSchema: RefundsToDecide })
  @ApiProblems('invalid-input')
  async toDecide(@Query({ schema: RefundToDecideQuery }) { page, perPage, sort }: z.infer<typeof RefundToDecideQuery>): Promise<z.infer<typeof RefundsToDecide>> {
    return this.database.global((tx) => this.refunds.toDecide(tx, sort.startsWith('-'), perPage, (page - 1) * perPage));
  }

  @Post('workspaces/:workspaceId/refunds/:id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Grant the refund: credit note at once, the money to the original payment first and then onto the balance' })
  @ApiOkResponse({ standardSchema: Refund })
  @ApiProblems('invalid-input', 'not-found', 'refund-decided', 'nothing-refundable', 'refund-too-large', 'refund-window-over', 'clause-not-in-policy', 'seller-not-named', 'no-subscription', 'nothing-paid-ahead')
  async approve(
    @CurrentCaller() caller: OperatorCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: ApproveRefundInput }) body: ApproveRefundInput,
  ): Promise<Refund> {
    return presentRefund(await this.approveRefund.run(actorOf(caller), workspaceId, id, body));
  }

  @Post('workspaces/:workspaceId/refunds/:id/decline')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say no, with the reason the workspace reads' })
  @ApiOkResponse({ standardSchema: Refund })
  @ApiProblems('invalid-input', 'not-found', 'refund-decided')
  async decline(
    @CurrentCaller() caller: OperatorCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: DeclineRefundInput }) { comment }: z.infer<typeof DeclineRefundInput>,
  ): Promise<Refund> {
    return presentRefund(await this.declineRefund.run(actorOf(caller), workspaceId, id, comment));
  }

  @Post('workspaces/:workspaceId/refunds/:id/put-on-balance')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put what a payment did not take back onto the balance' })
  @ApiOkResponse({ standardSchema: Refund })
  @ApiProblems('invalid-input', 'not-found', 'refund-not-failed')
  async putOnBalance(
    @CurrentCaller() caller: OperatorCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<Refund> {
    return presentRefund(await this.onBalance.run(actorOf(caller), workspaceId, id));
  }
}
