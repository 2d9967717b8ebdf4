import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { listOf, Plan } from '@perennial/contract/admin';
import { z } from 'zod';
import { Members, OpenWhileSuspended } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { PlanStore } from './plan.store.js';

const Plans = listOf(Plan).meta({ id: 'Plans' });

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing/plans')
@OpenWhileSuspended()
export class PlansController {
  constructor(
    private readonly database: Database,
    private readonly plans: PlanStore,
  ) {}

  @Get()
  @Members('staff', 'billing:read')
  @ApiOperation({ summary: 'Everything on sale, the smallest plan first' })
  @ApiOkResponse({ standardSchema: Plans })
  async list(@Param('workspaceId', { schema: z.uuid() }) _workspaceId: string): Promise<z.infer<typeof Plans>> {
    const data = await this.database.global((tx) => this.plans.onSale(tx));
    return { data, total: data.length };
  }
}
