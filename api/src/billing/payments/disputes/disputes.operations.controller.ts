import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PaymentDisputeQuery, PaymentDisputes } from '@perennial/contract/admin';
import type { z } from 'zod';
import { Operators } from '../../../access/index.js';
import { Database } from '../../../platform/database/index.js';
import { ApiProblems } from '../../../platform/http/index.js';
import { DisputeStore } from './dispute.store.js';

@ApiTags('operations')
@Controller('operations/disputes')
export class DisputesOperationsController {
  constructor(
    private readonly database: Database,
    private readonly disputes: DisputeStore,
  ) {}

  @Get()
  @Operators()
  @ApiOperation({ summary: 'Payments that payers have asked their banks to take back, with the day until which evidence counts' })
  @ApiOkResponse({ standardSchema: PaymentDisputes })
  @ApiProblems('invalid-input')
  async list(@Query({ schema: PaymentDisputeQuery }) query: z.infer<typeof PaymentDisputeQuery>): Promise<z.infer<typeof PaymentDisputes>> {
    const order = query.sort.startsWith('-') ? 'DESC' : 'ASC';
    const { disputes, total } = await this.database.global((tx) => this.disputes.list(tx, order, query.perPage, (query.page - 1) * query.perPage));
    return {
      data: disputes.map((d) => ({
        id: d.disputeId, workspaceId: d.workspaceHint, paymentId: d.attemptHint, currency: d.currency, amount: d.amountMinor, reason: d.reason, status: d.status,
        evidenceDueAt: d.evidenceDueAt?.toISOString() ?? null, openedAt: d.openedAt.toISOString(), closedAt: d.closedAt?.toISOString() ?? null,
      })),
      total,
    };
  }
}
