import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BillingStatus, ChangeAtEnd as ChangeAtEndInput, listOf, StartTrial as StartTrialInput, Usage } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type MemberCaller, Members, OpenWhileSuspended } from '../../access/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { CancelAtEnd } from './cancel-at-end.js';
import { ChangeAtEnd } from './change-at-end.js';
import { ReadBillingStatus } from './read-billing-status.js';
import { ReadUsage } from './read-usage.js';
import { ResumeSubscription } from './resume-subscription.js';
import { StartTrial } from './start-trial.js';

const UsageList = listOf(Usage).meta({ id: 'UsageList' });

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing')
@OpenWhileSuspended()
export class SubscriptionsController {
  constructor(
    private readonly database: Database,
    private readonly status: ReadBillingStatus,
    private readonly usage: ReadUsage,
    private readonly cancelAtEnd: CancelAtEnd,
    private readonly resumePlan: ResumeSubscription,
    private readonly changeAtEnd: ChangeAtEnd,
    private readonly startTrial: StartTrial,
  ) {}

  @Get('status')
  @Members('staff', 'billing:read')
  @ApiOperation({ summary: 'Plan, paid time, grace, how long the data is kept, and the next three dates' })
  @ApiOkResponse({ standardSchema: BillingStatus })
  @ApiProblems('no-subscription')
  async read(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<BillingStatus> {
    return this.database.inWorkspace(workspaceId, (tx) => this.status.run(tx, workspaceId));
  }

  @Get('usage')
  @Members('staff', 'billing:read')
  @ApiOperation({ summary: 'How much of each limit of the plan is used, and which plan has more room' })
  @ApiOkResponse({ standardSchema: UsageList })
  async readUsage(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<z.infer<typeof UsageList>> {
    const data = await this.database.inWorkspace(workspaceId, (tx) => this.usage.run(tx, workspaceId));
    return { data, total: data.length };
  }

  @Post('trial')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Try a larger plan, once. Without a payment the free plan goes on when it is over' })
  @ApiOkResponse({ standardSchema: BillingStatus })
  @ApiProblems('invalid-input', 'no-subscription', 'plan-not-on-sale', 'trial-not-possible')
  async tryPlan(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: StartTrialInput }) { planCode }: z.infer<typeof StartTrialInput>,
  ): Promise<BillingStatus> {
    return this.andThen(workspaceId, (tx) => this.startTrial.run(tx, actorOf(caller), workspaceId, planCode));
  }

  @Post('cancel')
  @HttpCode(200)
  @Members('owner')
  @ApiOperation({ summary: 'Let the plan end with the paid time. Nothing changes until then' })
  @ApiOkResponse({ standardSchema: BillingStatus })
  @ApiProblems('no-subscription', 'not-cancelable')
  async cancel(@CurrentCaller() caller: MemberCaller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<BillingStatus> {
    return this.andThen(workspaceId, (tx) => this.cancelAtEnd.run(tx, actorOf(caller), workspaceId));
  }

  @Post('resume')
  @HttpCode(200)
  @Members('owner')
  @ApiOperation({ summary: 'Take back that the plan is to end, while it still runs' })
  @ApiOkResponse({ standardSchema: BillingStatus })
  @ApiProblems('no-subscription', 'not-resumable')
  async resume(@CurrentCaller() caller: MemberCaller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<BillingStatus> {
    return this.andThen(workspaceId, (tx) => this.resumePlan.run(tx, actorOf(caller), workspaceId));
  }

  @Put('change-at-end')
  @Members('admin')
  @ApiOperation({ summary: 'Choose a smaller plan, another interval or fewer add-ons from the next renewal on. A newer choice replaces the older one' })
  @ApiOkResponse({ standardSchema: BillingStatus })
  @ApiProblems('invalid-input', 'no-subscription', 'nothing-paid-ahead', 'plan-not-on-sale', 'add-on-not-on-sale', 'not-a-downgrade', 'subscription-canceled')
  async changeLater(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: ChangeAtEndInput }) body: ChangeAtEndInput,
  ): Promise<BillingStatus> {
    return this.andThen(workspaceId, (tx) => this.changeAtEnd.run(tx, actorOf(caller), workspaceId, body));
  }

  @Delete('change-at-end')
  @Members('admin')
  @ApiOperation({ summary: 'Stay with the plan as it is' })
  @ApiOkResponse({ standardSchema: BillingStatus })
  @ApiProblems('no-subscription', 'nothing-to-change')
  async keepPlan(@CurrentCaller() caller: MemberCaller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<BillingStatus> {
    return this.andThen(workspaceId, (tx) => this.changeAtEnd.undo(tx, actorOf(caller), workspaceId));
  }

  /** Does it, and answers with how the plan stands after it. */
  private async andThen(workspaceId: string, work: (tx: Tx) => Promise<unknown>): Promise<BillingStatus> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await work(tx);
      return this.status.run(tx, workspaceId);
    });
  }
}
