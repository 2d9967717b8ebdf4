import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BillingStatus } from '@perennial/contract/admin';
import { z } from 'zod';
import { Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ReadBillingStatus } from './read-billing-status.js';

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing/status')
export class SubscriptionsController {
  constructor(
    private readonly database: Database,
    private readonly status: ReadBillingStatus,
  ) {}

  @Get()
  @Members('staff', 'billing:read')
  @ApiOperation({ summary: 'Plan, paid time, grace, how long the data is kept, and the next three dates' })
  @ApiOkResponse({ standardSchema: BillingStatus })
  @ApiProblems('no-subscription')
  async read(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<BillingStatus> {
    return this.database.inWorkspace(workspaceId, (tx) => this.status.run(tx, workspaceId));
  }
}
