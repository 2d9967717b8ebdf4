import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BillingProfile, TaxTreatment } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { BillingPartyStore } from './billing-party.store.js';
import { SetTax } from './set-tax.js';

const WorkspaceId = { schema: z.uuid() };

@ApiTags('operations')
@Operators()
@Controller('operations/workspaces/:workspaceId')
export class TaxOperationsController {
  constructor(
    private readonly database: Database,
    private readonly parties: BillingPartyStore,
    private readonly setTax: SetTax,
  ) {}

  @Get('billing-profile')
  @ApiOperation({ summary: 'Who the invoices of a workspace are made out to, and how they are taxed' })
  @ApiOkResponse({ standardSchema: BillingProfile })
  @ApiProblems('invalid-input', 'no-subscription')
  async read(@Param('workspaceId', WorkspaceId) workspaceId: string): Promise<BillingProfile> {
    return this.database.inWorkspace(workspaceId, (tx) => this.parties.presented(tx, workspaceId));
  }

  @Put('tax')
  @ApiOperation({ summary: 'Say how a workspace is taxed from now on. Quotes that say otherwise cannot be confirmed any more' })
  @ApiOkResponse({ standardSchema: BillingProfile })
  @ApiProblems('invalid-input', 'no-subscription', 'tax-id-needed')
  async set(@CurrentCaller() caller: OperatorCaller, @Param('workspaceId', WorkspaceId) workspaceId: string, @Body({ schema: TaxTreatment }) body: TaxTreatment): Promise<BillingProfile> {
    return this.setTax.run(actorOf(caller), workspaceId, body);
  }
}
