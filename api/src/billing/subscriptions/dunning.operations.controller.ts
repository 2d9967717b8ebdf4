import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DunningQuery, DunningQueue } from '@perennial/contract/admin';
import type { z } from 'zod';
import { Operators } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ReadDunningQueue } from './read-dunning-queue.js';

@ApiTags('operations')
@Controller('operations/dunning')
@Operators()
export class DunningOperationsController {
  constructor(private readonly queue: ReadDunningQueue) {}

  @Get()
  @ApiOperation({ summary: 'Workspaces whose paid time is over and whose data is still there, the longest overdue first' })
  @ApiOkResponse({ standardSchema: DunningQueue })
  @ApiProblems('invalid-input')
  async list(@Query({ schema: DunningQuery }) query: z.infer<typeof DunningQuery>): Promise<z.infer<typeof DunningQueue>> {
    return this.queue.run(query);
  }
}
