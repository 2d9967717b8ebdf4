import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Cycle, CycleList, CycleQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { Members } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ListCycles } from './list-cycles.js';
import { ShowCycle } from './show-cycle.js';

const Id = z.uuid();

@ApiTags('cycles')
@Controller('workspaces/:workspaceId/cycles')
export class CyclesAdminController {
  constructor(
    private readonly listCycles: ListCycles,
    private readonly showCycle: ShowCycle,
  ) {}

  @Get()
  @Members('staff', 'cycles:read')
  @ApiOperation({ summary: 'Cycles: the due board, or those of a customer or product' })
  @ApiOkResponse({ standardSchema: CycleList })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: Id }) workspaceId: string, @Query({ schema: CycleQuery }) query: z.output<typeof CycleQuery>): Promise<CycleList> {
    return this.listCycles.run(workspaceId, query);
  }

  @Get(':cycleId')
  @Members('staff', 'cycles:read')
  @ApiOperation({ summary: 'One cycle: the expected date, its window, and why' })
  @ApiOkResponse({ standardSchema: Cycle })
  @ApiProblems('invalid-input', 'not-found')
  async show(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('cycleId', { schema: Id }) cycleId: string): Promise<Cycle> {
    return this.showCycle.run(workspaceId, cycleId);
  }
}
