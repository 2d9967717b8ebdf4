import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AddOn, PublishAddOn as PublishAddOnInput } from '@perennial/contract/admin';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { PublishAddOn } from './publish-add-on.js';

@ApiTags('operations')
@Controller('operations/add-ons')
export class AddOnsOperationsController {
  constructor(private readonly publish: PublishAddOn) {}

  @Post()
  @Operators()
  @ApiOperation({ summary: 'Put an add-on, or a new version of it, on sale' })
  @ApiCreatedResponse({ standardSchema: AddOn })
  @ApiProblems('invalid-input', 'currency-not-sold', 'two-prices')
  async create(@CurrentCaller() caller: OperatorCaller, @Body({ schema: PublishAddOnInput }) body: PublishAddOnInput): Promise<AddOn> {
    return this.publish.run(actorOf(caller), body);
  }
}
