import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AddOn, listOf } from '@perennial/contract/admin';
import { z } from 'zod';
import { Members, OpenWhileSuspended } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { AddOnStore } from './add-on.store.js';

const AddOns = listOf(AddOn).meta({ id: 'AddOns' });

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing/add-ons')
@OpenWhileSuspended()
export class AddOnsController {
  constructor(
    private readonly database: Database,
    private readonly addOns: AddOnStore,
  ) {}

  @Get()
  @Members('staff', 'billing:read')
  @ApiOperation({ summary: 'What is sold beside the plans' })
  @ApiOkResponse({ standardSchema: AddOns })
  async list(@Param('workspaceId', { schema: z.uuid() }) _workspaceId: string): Promise<z.infer<typeof AddOns>> {
    const data = await this.database.global((tx) => this.addOns.onSale(tx));
    return { data, total: data.length };
  }
}
