import { Controller, Get, Header, HttpCode, Param, Post, Req, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { formatMoney, money } from '@perennial/money';
import type { Request } from 'express';
import { z } from 'zod';
import { Public } from '../../../access/index.js';
import { Database } from '../../../platform/database/index.js';
import { ApiProblems } from '../../../platform/http/index.js';
import { WorkspaceSettings } from '../../../workspaces/index.js';
import { SavedCardStore } from '../cards/saved-card.store.js';
import type { PaymentAttempt } from '../payment-attempt.js';
import { ConfirmPayment } from './confirm-payment.js';
import { type ConfirmationFacts, confirmationPage } from './confirmation-page.js';
import { ProviderDownFilter } from '../provider/provider-down.filter.js';

const Token = z.string().min(40).max(200);
const HTML = { content: { 'text/html': { schema: { type: 'string' as const } } } };

/** Where the mail leads when a bank wants its customer to confirm a debit. A GET only looks: mail scanners follow every link. */
@ApiTags('confirm-payment')
@Public()
@Controller('confirm-payment')
@UseFilters(ProviderDownFilter)
export class ConfirmPaymentController {
  constructor(
    private readonly confirm: ConfirmPayment,
    private readonly database: Database,
    private readonly workspaces: WorkspaceSettings,
    private readonly cards: SavedCardStore,
  ) {}

  @Get(':token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'A page that says how the payment stands and asks for the confirmation; charges nothing' })
  @ApiOkResponse(HTML)
  @ApiProblems('no-such-payment-link', 'invalid-input', 'payment-provider-down')
  async look(@Param('token', { schema: Token }) token: string, @Req() req: Request): Promise<string> {
    return this.page(req, await this.confirm.look(token), null);
  }

  @Post(':token')
  @HttpCode(200)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Confirms the payment with the customer present and leads to their bank when it wants to ask them' })
  @ApiOkResponse(HTML)
  @ApiProblems('no-such-payment-link', 'invalid-input', 'quote-superseded', 'quote-expired', 'payment-not-open', 'payment-provider-down')
  async yes(@Param('token', { schema: Token }) token: string, @Req() req: Request): Promise<string> {
    const { attempt, bankUrl } = await this.confirm.run(token);
    return this.page(req, attempt, bankUrl);
  }

  private async page(req: Request, attempt: PaymentAttempt, bankUrl: string | null): Promise<string> {
    const { workspaceId, cardId } = attempt;
    const { name, cardLast4 } = await this.database.inWorkspace(workspaceId, async (tx) => ({
      name: (await this.workspaces.get(tx, workspaceId)).name,
      cardLast4: cardId === null ? '' : (await this.cards.get(tx, workspaceId, cardId)).last4,
    }));
    const accepted = req.acceptsLanguages('en', 'zh-CN', 'zh');
    const locale = accepted === 'zh' || accepted === 'zh-CN' ? 'zh-CN' : 'en';
    const total = formatMoney(money(attempt.amountMinor, attempt.currency), locale);
    return confirmationPage(locale, { workspaceName: name, total, cardLast4, stage: bankUrl === null ? stageOf(attempt) : 'at-the-bank', bankUrl });
  }
}

function stageOf({ status }: PaymentAttempt): ConfirmationFacts['stage'] {
  if (status === 'needs-action') return 'ask';
  if (status === 'succeeded') return 'paid';
  return status === 'creating' || status === 'processing' ? 'processing' : 'over';
}
