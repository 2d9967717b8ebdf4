import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dayIn } from '@perennial/calendar';
import { AgreedWording, AutoRenewal } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, CurrentExchange, type Exchange, ipOf, type MemberCaller, Members, OpenWhileSuspended } from '../../../access/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { ApiProblems } from '../../../platform/http/index.js';
import { SubscriptionStore } from '../../subscriptions/subscription.store.js';
import { presentCard } from '../cards/saved-card.js';
import { SavedCardStore } from '../cards/saved-card.store.js';
import { AutoRenewalStore } from './auto-renewal.store.js';
import { PlanDebit } from './plan-debit.js';
import { SetAutoRenewal } from './set-auto-renewal.js';

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing/auto-renewal')
@OpenWhileSuspended()
export class AutoRenewalController {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly renewals: AutoRenewalStore,
    private readonly cards: SavedCardStore,
    private readonly plan: PlanDebit,
    private readonly set: SetAutoRenewal,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'Whether the plan renews by itself, with which card, when the money is taken, and how the tries so far went' })
  @ApiOkResponse({ standardSchema: AutoRenewal })
  @ApiProblems('invalid-input', 'no-subscription')
  async read(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<AutoRenewal> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.get(tx, workspaceId);
      const renewal = await this.renewals.find(tx, workspaceId);
      const { renewable, decision } = await this.plan.run(tx, s);
      const card = await this.cards.findDefault(tx, workspaceId);
      const at = decision.kind === 'debit' ? this.clock.now() : decision.next;
      return {
        enabled: renewal?.enabled ?? false,
        since: renewal?.since.toISOString() ?? null,
        card: card ? presentCard(card) : null,
        nextDebitAt: at?.toISOString() ?? null,
        nextDebitOn: at ? dayIn(at, s.timeZone) : null,
        waitsBecause: decision.kind === 'wait' ? decision.because : null,
        heldBecause: renewal?.heldBecause ?? null,
        tries: renewable.tries.map(({ step, at: triedAt, failure }) => ({ step, at: triedAt.toISOString(), failure })),
      };
    });
  }

  @Post('enable')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Agree to the wording and let the plan renew by itself with the default card' })
  @ApiOkResponse({ standardSchema: AutoRenewal })
  @ApiProblems('invalid-input', 'no-subscription', 'nothing-to-pay', 'no-saved-card', 'payment-wording-outdated')
  async enable(
    @CurrentCaller() caller: MemberCaller,
    @CurrentExchange() { req }: Exchange,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: AgreedWording }) body: AgreedWording,
  ): Promise<AutoRenewal> {
    await this.set.on({ actor: actorOf(caller), ip: ipOf(req) }, workspaceId, body);
    return this.read(workspaceId);
  }

  @Post('disable')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Let the plan no longer renew by itself. A debit that waits for a confirmation is withdrawn' })
  @ApiOkResponse({ standardSchema: AutoRenewal })
  @ApiProblems('invalid-input', 'no-subscription', 'payment-under-way')
  async disable(@CurrentCaller() caller: MemberCaller, @CurrentExchange() { req }: Exchange, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<AutoRenewal> {
    await this.set.off({ actor: actorOf(caller), ip: ipOf(req) }, workspaceId);
    return this.read(workspaceId);
  }
}
