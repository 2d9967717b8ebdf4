import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BillingProfile, NamePayer as NamePayerInput } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type MemberCaller, Members, OpenWhileSuspended } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { BillingPartyStore } from './billing-party.store.js';
import { NamePayer } from './name-payer.js';

const WorkspaceId = { schema: z.uuid() };

@ApiTags('billing')
@OpenWhileSuspended()
@Controller('workspaces/:workspaceId/billing/profile')
export class BillingProfileController {
  constructor(
    private readonly database: Database,
    private readonly parties: BillingPartyStore,
    private readonly namePayer: NamePayer,
  ) {}

  @Get()
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'Who invoices are made out to, in which language, and how they are taxed' })
  @ApiOkResponse({ standardSchema: BillingProfile })
  @ApiProblems('invalid-input', 'no-subscription')
  async read(@Param('workspaceId', WorkspaceId) workspaceId: string): Promise<BillingProfile> {
    return this.database.inWorkspace(workspaceId, (tx) => this.parties.presented(tx, workspaceId));
  }

  @Put()
  @Members('admin')
  @ApiOperation({ summary: 'Say who invoices are made out to from now on. What was issued stays as it is' })
  @ApiOkResponse({ standardSchema: BillingProfile })
  @ApiProblems('invalid-input', 'no-subscription', 'tax-id-needed', 'tax-id-malformed')
  async name(@CurrentCaller() caller: MemberCaller, @Param('workspaceId', WorkspaceId) workspaceId: string, @Body({ schema: NamePayerInput }) body: NamePayerInput): Promise<BillingProfile> {
    return this.namePayer.run(actorOf(caller), workspaceId, body);
  }
}
