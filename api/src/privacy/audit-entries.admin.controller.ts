import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditEntry, AuditEntryQuery, listOf } from '@perennial/contract/admin';
import { z } from 'zod';
import { Members } from '../access/index.js';
import { ApiProblems } from '../platform/http/index.js';
import { ListAuditEntries } from './list-audit-entries.js';

@ApiTags('audit trail')
@Controller('workspaces/:workspaceId/audit-entries')
export class AuditEntriesController {
  constructor(private readonly listAuditEntries: ListAuditEntries) {}

  @Get()
  @Members('admin')
  @ApiOperation({ summary: 'Who did what in this workspace, and when' })
  @ApiOkResponse({ standardSchema: listOf(AuditEntry) })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: AuditEntryQuery }) query: z.output<typeof AuditEntryQuery>) {
    return this.listAuditEntries.run(workspaceId, query);
  }
}
