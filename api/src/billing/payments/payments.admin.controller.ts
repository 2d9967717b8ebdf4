import { Controller, Get, HttpCode, Param, Post, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Payment } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type MemberCaller, Members, OpenWhileSuspended } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { CancelPayment } from './cancel-payment.js';
import { presentPayment } from './payment-attempt.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';
import { SettlePayment } from './settle-payment.js';
import { ProviderDownFilter } from './provider/provider-down.filter.js';

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing/payments/:id')
@UseFilters(ProviderDownFilter)
@OpenWhileSuspended()
export class PaymentsController {
  constructor(
    private readonly database: Database,
    private readonly attempts: PaymentAttemptStore,
    private readonly settle: SettlePayment,
    private readonly cancelPayment: CancelPayment,
  ) {}

  @Get()
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'A payment as we know it' })
  @ApiOkResponse({ standardSchema: Payment })
  @ApiProblems('invalid-input', 'not-found')
  async read(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<Payment> {
    return presentPayment(await this.database.inWorkspace(workspaceId, (tx) => this.attempts.get(tx, workspaceId, id)));
  }

  @Post('refresh')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Ask Stripe how the payment stands and book it if it is paid: what the return page does while the webhook is on its way' })
  @ApiOkResponse({ standardSchema: Payment })
  @ApiProblems('invalid-input', 'not-found', 'payment-provider-down')
  async refresh(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<Payment> {
    return presentPayment(await this.settle.run(workspaceId, id));
  }

  @Post('cancel')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Close the payment page. A payment that came in at the last moment counts' })
  @ApiOkResponse({ standardSchema: Payment })
  @ApiProblems('invalid-input', 'not-found', 'payment-provider-down')
  async cancel(
    @CurrentCaller() caller: MemberCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<Payment> {
    return presentPayment(await this.cancelPayment.run(actorOf(caller), workspaceId, id));
  }
}
