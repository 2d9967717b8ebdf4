import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CreditNoteQuery, CreditNotes } from '@perennial/contract/admin';
import { z } from 'zod';
import { Members, OpenWhileSuspended } from '../../../access/index.js';
import { Database } from '../../../platform/database/index.js';
import { ApiProblems } from '../../../platform/http/index.js';
import { creditNoteLayout } from '../pdf/credit-note-layout.js';
import { PrintPaper } from '../print-paper.js';
import { presentCreditNote } from './credit-note.js';
import { CreditNoteStore } from './credit-note.store.js';

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing/credit-notes')
@OpenWhileSuspended()
export class CreditNotesController {
  constructor(
    private readonly database: Database,
    private readonly notes: CreditNoteStore,
    private readonly print: PrintPaper,
  ) {}

  @Get()
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'The workspace’s credit notes' })
  @ApiOkResponse({ standardSchema: CreditNotes })
  @ApiProblems('invalid-input')
  async list(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Query({ schema: CreditNoteQuery }) query: z.infer<typeof CreditNoteQuery>,
  ): Promise<z.infer<typeof CreditNotes>> {
    const { data, total } = await this.database.inWorkspace(workspaceId, (tx) =>
      this.notes.list(tx, workspaceId, query.sort.startsWith('-'), query.perPage, (query.page - 1) * query.perPage),
    );
    return { data: data.map(presentCreditNote), total };
  }

  @Get(':id/pdf')
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'The credit note as a PDF, in the language of its invoice' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ description: 'The file', schema: { type: 'string', format: 'binary' } })
  @ApiProblems('invalid-input', 'not-found')
  async pdf(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<StreamableFile> {
    const note = await this.database.inWorkspace(workspaceId, (tx) => this.notes.get(tx, workspaceId, id));
    const pdf = await this.print.run(workspaceId, note.id, () => creditNoteLayout(note));
    return new StreamableFile(pdf, { type: 'application/pdf', disposition: `attachment; filename="${note.number}.pdf"`, length: pdf.length });
  }
}
