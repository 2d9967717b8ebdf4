import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BillingStatus, EndAtOnce as EndAtOnceInput, Grant, GrantDays as GrantDaysInput, HoldBack as HoldBackInput, listOf } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../access/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { EndAtOnce } from './end-at-once.js';
import { GrantDays } from './grant-days.js';
import { GrantStore } from './grant.store.js';
import { HoldBack } from './hold-back.js';
import { LiftOverlay } from './lift-overlay.js';
import { ReadBillingStatus } from './read-billing-status.js';
import { ReinstateSubscription } from './reinstate-subscription.js';
import { TakeBackTime } from './take-back-time.js';

const Grants = listOf(Grant).meta({ id: 'Grants' });
const Placed = z.object({ id: z.uuid() }).meta({ id: 'Placed' });

/** What the operator decides about one workspace's plan. */
@ApiTags('operations')
@Controller('operations/workspaces/:workspaceId')
@Operators()
export class SubscriptionsOperationsController {
  constructor(
    private readonly database: Database,
    private readonly status: ReadBillingStatus,
    private readonly grants: GrantStore,
    private readonly grantDays: GrantDays,
    private readonly holdBack: HoldBack,
    private readonly liftOverlay: LiftOverlay,
    private readonly endAtOnce: EndAtOnce,
    private readonly reinstate: ReinstateSubscription,
    private readonly takeBackTime: TakeBackTime,
  ) {}

  @Get('grants')
  @ApiOperation({ summary: 'Days given on top of the paid ones, each with its reason' })
  @ApiOkResponse({ standardSchema: Grants })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<z.infer<typeof Grants>> {
    const data = await this.database.inWorkspace(workspaceId, (tx) => this.grants.list(tx, workspaceId));
    return { data, total: data.length };
  }

  @Post('grants')
  @ApiOperation({ summary: 'Give days on top of the paid ones. They move the end of the service, not the day that is billed' })
  @ApiCreatedResponse({ standardSchema: BillingStatus })
  @ApiProblems('invalid-input', 'no-subscription', 'no-days-needed', 'subscription-canceled')
  async grant(
    @CurrentCaller() caller: OperatorCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: GrantDaysInput }) body: GrantDaysInput,
  ): Promise<BillingStatus> {
    return this.andThen(workspaceId, (tx) => this.grantDays.run(tx, actorOf(caller), workspaceId, body));
  }

  @Post('overlays')
  @ApiOperation({ summary: 'Hold back grace and suspension for some days from today' })
  @ApiCreatedResponse({ standardSchema: Placed })
  @ApiProblems('invalid-input', 'no-subscription', 'no-days-needed')
  async place(
    @CurrentCaller() caller: OperatorCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: HoldBackInput }) body: HoldBackInput,
  ): Promise<z.infer<typeof Placed>> {
    return { id: await this.database.inWorkspace(workspaceId, (tx) => this.holdBack.run(tx, actorOf(caller), workspaceId, body)) };
  }

  @Delete('overlays/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Let it end today' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'no-subscription', 'not-found')
  async lift(
    @CurrentCaller() caller: OperatorCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<void> {
    await this.database.inWorkspace(workspaceId, (tx) => this.liftOverlay.run(tx, actorOf(caller), workspaceId, id));
  }

  @Post('end')
  @HttpCode(200)
  @ApiOperation({ summary: 'End the plan now, with a reason. The data stays readable' })
  @ApiOkResponse({ standardSchema: BillingStatus })
  @ApiProblems('invalid-input', 'no-subscription', 'not-cancelable')
  async end(
    @CurrentCaller() caller: OperatorCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: EndAtOnceInput }) { reason }: z.infer<typeof EndAtOnceInput>,
  ): Promise<BillingStatus> {
    return this.andThen(workspaceId, (tx) => this.endAtOnce.run(tx, actorOf(caller), workspaceId, reason));
  }

  @Post('reinstate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take back the end of the plan' })
  @ApiOkResponse({ standardSchema: BillingStatus })
  @ApiProblems('invalid-input', 'no-subscription', 'not-resumable')
  async goOn(@CurrentCaller() caller: OperatorCaller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<BillingStatus> {
    return this.andThen(workspaceId, (tx) => this.reinstate.run(tx, actorOf(caller), workspaceId));
  }

  @Post('take-back-time')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take back the time that is still to come, when its money is paid back. The days may be sold again' })
  @ApiOkResponse({ standardSchema: BillingStatus })
  @ApiProblems('invalid-input', 'no-subscription', 'nothing-paid-ahead')
  async takeBack(@CurrentCaller() caller: OperatorCaller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<BillingStatus> {
    return this.andThen(workspaceId, (tx) => this.takeBackTime.run(tx, actorOf(caller), workspaceId));
  }

  private async andThen(workspaceId: string, work: (tx: Tx) => Promise<unknown>): Promise<BillingStatus> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await work(tx);
      return this.status.run(tx, workspaceId);
    });
  }
}
