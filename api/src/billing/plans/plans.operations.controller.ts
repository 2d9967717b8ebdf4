import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Plan, PublishPlan as PublishPlanInput } from '@perennial/contract/admin';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { PublishPlan } from './publish-plan.js';

@ApiTags('operations')
@Controller('operations/plans')
export class PlansOperationsController {
  constructor(private readonly publish: PublishPlan) {}

  @Post()
  @Operators()
  @ApiOperation({ summary: 'Put a plan, or a new version of it, on sale' })
  @ApiCreatedResponse({ standardSchema: Plan })
  @ApiProblems('invalid-input', 'currency-not-sold', 'two-prices')
  async create(@CurrentCaller() caller: OperatorCaller, @Body({ schema: PublishPlanInput }) body: PublishPlanInput): Promise<Plan> {
    return this.publish.run(actorOf(caller), body);
  }
}
