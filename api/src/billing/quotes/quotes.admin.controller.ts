import { Body, Controller, HttpCode, Param, Post, UseFilters } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConfirmQuote as QuoteConfirmation, MakeQuote as MakeQuoteInput, Payment, Quote } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, CurrentExchange, type Exchange, ipOf, type MemberCaller, Members, OpenWhileSuspended } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ConfirmQuote } from '../payments/confirm-quote.js';
import { presentPayment } from '../payments/payment-attempt.js';
import { MakeQuote } from './make-quote.js';
import { TakeFreeQuote } from './take-free-quote.js';
import { ProviderDownFilter } from '../payments/provider/provider-down.filter.js';

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing/quotes')
@UseFilters(ProviderDownFilter)
@OpenWhileSuspended()
export class QuotesController {
  constructor(
    private readonly makeQuote: MakeQuote,
    private readonly confirmQuote: ConfirmQuote,
    private readonly takeFreeQuote: TakeFreeQuote,
  ) {}

  @Post()
  @Members('admin')
  @ApiOperation({ summary: 'What a renewal, an upgrade, seats or add-ons cost, with the working of each line. The answer is frozen for half an hour' })
  @ApiCreatedResponse({ standardSchema: Quote })
  @ApiProblems('invalid-input', 'no-subscription', 'plan-not-on-sale', 'add-on-not-on-sale', 'nothing-to-pay', 'not-an-upgrade', 'nothing-paid-ahead', 'coupon-not-valid', 'subscription-canceled', 'seller-not-named', 'quote-too-large')
  async make(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: MakeQuoteInput }) body: MakeQuoteInput,
  ): Promise<Quote> {
    return this.makeQuote.run(actorOf(caller), workspaceId, body);
  }

  @Post(':id/checkout')
  @Members('admin')
  @ApiOperation({ summary: 'Confirm the quote by its hash and open the payment page' })
  @ApiCreatedResponse({ standardSchema: Payment })
  @ApiProblems('invalid-input', 'not-found', 'quote-hash-mismatch', 'quote-expired', 'quote-superseded', 'price-changed', 'tax-changed', 'quote-is-free', 'subscription-canceled', 'payment-under-way', 'payment-wording-outdated', 'already-renewed', 'payment-provider-down')
  async checkout(
    @CurrentCaller() caller: MemberCaller,
    @CurrentExchange() { req }: Exchange,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: QuoteConfirmation }) body: z.infer<typeof QuoteConfirmation>,
  ): Promise<Payment> {
    return presentPayment(await this.confirmQuote.run({ actor: actorOf(caller), ip: ipOf(req) }, workspaceId, id, body.hash, body.saveCard ?? null));
  }

  @Post(':id/take')
  @HttpCode(204)
  @Members('admin')
  @ApiOperation({ summary: 'Confirm a quote that costs nothing by its hash' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found', 'quote-hash-mismatch', 'quote-expired', 'quote-superseded', 'price-changed', 'tax-changed', 'subscription-canceled', 'quote-not-free')
  async take(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: QuoteConfirmation }) body: z.infer<typeof QuoteConfirmation>,
  ): Promise<void> {
    await this.takeFreeQuote.run(actorOf(caller), workspaceId, id, body.hash);
  }
}
