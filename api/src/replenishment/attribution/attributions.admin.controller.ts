import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AttributionList, AttributionQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { Members } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ListAttributions } from './list-attributions.js';

@ApiTags('attributions')
@Controller('workspaces/:workspaceId/attributions')
export class AttributionsAdminController {
  constructor(private readonly listAttributions: ListAttributions) {}

  @Get()
  @Members('staff', 'reminders:read')
  @ApiOperation({ summary: 'Orders that followed a reminder, and those of customers held back for comparison' })
  @ApiOkResponse({ standardSchema: AttributionList })
  @ApiProblems('invalid-input')
  async list(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Query({ schema: AttributionQuery }) query: z.output<typeof AttributionQuery>,
  ): Promise<AttributionList> {
    return this.listAttributions.run(workspaceId, query);
  }
}
