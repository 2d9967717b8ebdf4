import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RuleSimulation, SimulateRule } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { SimulationStore } from './simulation.store.js';
import { StartSimulation } from './start-simulation.js';

const Id = z.uuid();

@ApiTags('rules')
@Controller('workspaces/:workspaceId/rule-simulations')
export class SimulationsAdminController {
  constructor(
    private readonly database: Database,
    private readonly simulations: SimulationStore,
    private readonly startSimulation: StartSimulation,
  ) {}

  @Post()
  @Members('staff', 'rules:write')
  @ApiOperation({ summary: 'What would a draft rule have sent in the past days? Asked here, answered under the id' })
  @ApiCreatedResponse({ standardSchema: RuleSimulation })
  @ApiProblems('invalid-input', 'rule-timing-incomplete', 'rule-dates-reversed')
  async start(@Param('workspaceId', { schema: Id }) workspaceId: string, @Body({ schema: SimulateRule }) body: SimulateRule, @CurrentCaller() caller: Caller): Promise<RuleSimulation> {
    return this.startSimulation.run(workspaceId, actorOf(caller), body);
  }

  @Get(':simulationId')
  @Members('staff', 'rules:read')
  @ApiOperation({ summary: 'A simulation: what would have been sent, what it was worth, and what stood in the way' })
  @ApiOkResponse({ standardSchema: RuleSimulation })
  @ApiProblems('invalid-input', 'not-found')
  async show(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('simulationId', { schema: Id }) simulationId: string): Promise<RuleSimulation> {
    const simulation = await this.database.inWorkspace(workspaceId, (tx) => this.simulations.find(tx, workspaceId, simulationId));
    if (!simulation) throw new Refusal('not-found');
    return simulation;
  }
}
