import { Body, Controller, Delete, Get, HttpCode, Param, Post, UseFilters } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AgreedWording, CardSetup, PaymentWordings, SavedCard, SavedCards } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, CurrentExchange, type Exchange, ipOf, type MemberCaller, Members, OpenWhileSuspended } from '../../../access/index.js';
import { Database } from '../../../platform/database/index.js';
import { ApiProblems } from '../../../platform/http/index.js';
import { presentSetup } from './card-setup.store.js';
import { ChooseCard } from './choose-card.js';
import { PAYMENT_WORDINGS } from './payment-wordings.js';
import { RemoveCard } from './remove-card.js';
import { presentCard } from './saved-card.js';
import { SavedCardStore } from './saved-card.store.js';
import { SettleCardSetup } from './settle-card-setup.js';
import { StartCardSetup } from './start-card-setup.js';
import { ProviderDownFilter } from '../provider/provider-down.filter.js';

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing')
@UseFilters(ProviderDownFilter)
@OpenWhileSuspended()
export class CardsController {
  constructor(
    private readonly database: Database,
    private readonly cards: SavedCardStore,
    private readonly startSetup: StartCardSetup,
    private readonly settleSetup: SettleCardSetup,
    private readonly chooseCard: ChooseCard,
    private readonly removeCard: RemoveCard,
  ) {}

  @Get('payment-wordings')
  @Members('admin')
  @ApiOperation({ summary: 'What is agreed to before a card is kept or the plan renews by itself, in both languages' })
  @ApiOkResponse({ standardSchema: PaymentWordings })
  @ApiProblems('invalid-input')
  wordings(@Param('workspaceId', { schema: z.uuid() }) _workspaceId: string): z.infer<typeof PaymentWordings> {
    return { data: [...PAYMENT_WORDINGS] };
  }

  @Get('cards')
  @Members('admin')
  @ApiOperation({ summary: 'The saved cards, the one that is charged first' })
  @ApiOkResponse({ standardSchema: SavedCards })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<z.infer<typeof SavedCards>> {
    const cards = await this.database.inWorkspace(workspaceId, (tx) => this.cards.list(tx, workspaceId));
    return { data: cards.map(presentCard) };
  }

  @Post('card-setups')
  @Members('admin')
  @ApiOperation({ summary: 'Agree to the wording and open the page on which a card is saved' })
  @ApiCreatedResponse({ standardSchema: CardSetup })
  @ApiProblems('invalid-input', 'no-subscription', 'payment-wording-outdated', 'payment-provider-down')
  async start(
    @CurrentCaller() caller: MemberCaller,
    @CurrentExchange() { req }: Exchange,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: AgreedWording }) body: AgreedWording,
  ): Promise<CardSetup> {
    return presentSetup(await this.startSetup.run({ actor: actorOf(caller), ip: ipOf(req) }, workspaceId, body));
  }

  @Post('card-setups/:id/refresh')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Ask Stripe whether the card was saved: what the return page does while the webhook is on its way' })
  @ApiOkResponse({ standardSchema: CardSetup })
  @ApiProblems('invalid-input', 'not-found', 'payment-provider-down')
  async refresh(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<CardSetup> {
    return presentSetup(await this.settleSetup.run(workspaceId, id));
  }

  @Post('cards/:id/choose')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Charge this card from now on. A renewal that another card has failed is tried with it at once' })
  @ApiOkResponse({ standardSchema: SavedCard })
  @ApiProblems('invalid-input', 'not-found', 'no-subscription')
  async choose(@CurrentCaller() caller: MemberCaller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<SavedCard> {
    return presentCard(await this.chooseCard.run(actorOf(caller), workspaceId, id));
  }

  @Delete('cards/:id')
  @HttpCode(204)
  @Members('admin')
  @ApiOperation({ summary: 'Forget a card, here and at Stripe' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found', 'card-renews-the-plan')
  async remove(@CurrentCaller() caller: MemberCaller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    await this.removeCard.run(actorOf(caller), workspaceId, id);
  }
}
