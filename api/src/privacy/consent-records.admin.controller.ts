import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConsentRecord, ConsentRecordQuery, listOf, NewConsentRecord } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, CustomerDirectory, Members } from '../access/index.js';
import { Database } from '../platform/database/index.js';
import { ApiProblems, Refusal } from '../platform/http/index.js';
import { ConsentStore } from './consent.store.js';
import { RecordConsent } from './record-consent.js';

/** A customer's proof of consent, and the door for decisions given to staff or to a shop's own system. */
@ApiTags('consent')
@Controller('workspaces/:workspaceId/customers/:customerId/consent-records')
export class ConsentRecordsController {
  constructor(
    private readonly database: Database,
    private readonly store: ConsentStore,
    private readonly recordConsent: RecordConsent,
    private readonly customers: CustomerDirectory,
  ) {}

  @Get()
  @Members('staff', 'consent:read')
  @ApiOperation({ summary: 'What this customer agreed to and withdrew, with the proof' })
  @ApiOkResponse({ standardSchema: listOf(ConsentRecord) })
  @ApiProblems('invalid-input')
  async list(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('customerId', { schema: z.uuid() }) customerId: string,
    @Query({ schema: ConsentRecordQuery }) { page, perPage, sort }: z.output<typeof ConsentRecordQuery>,
  ) {
    return this.database.inWorkspace(workspaceId, (tx) => this.store.list(tx, workspaceId, customerId, page, perPage, sort.startsWith('-')));
  }

  @Post()
  @HttpCode(204)
  @Members('staff', 'consent:write')
  @ApiOperation({ summary: 'Add a decision of the customer to the proof' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async record(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('customerId', { schema: z.uuid() }) customerId: string,
    @Body({ schema: NewConsentRecord }) consent: NewConsentRecord,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const source = caller.kind === 'api-key' ? 'checkout' : 'staff';
    await this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.customers.has(tx, workspaceId, customerId))) throw new Refusal('not-found');
      await this.recordConsent.run(tx, { ...consent, workspaceId, customerIds: [customerId], source, actor: actorOf(caller) });
    });
  }
}
