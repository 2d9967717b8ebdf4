import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { addDays } from '@perennial/calendar';
import { type Invoice, InvoiceQuery, Invoices } from '@perennial/contract/admin';
import { z } from 'zod';
import { Members, OpenWhileSuspended } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import type { InvoiceRecord } from './invoice.js';
import { InvoiceStore } from './invoice.store.js';
import { PrintInvoice } from './print-invoice.js';

const SORTS = { issuedAt: 'issued_at', number: 'number' } as const;

@ApiTags('billing')
@Controller('workspaces/:workspaceId/billing/invoices')
@OpenWhileSuspended()
export class InvoicesController {
  constructor(
    private readonly database: Database,
    private readonly invoices: InvoiceStore,
    private readonly print: PrintInvoice,
  ) {}

  @Get()
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'The workspace’s invoices' })
  @ApiOkResponse({ standardSchema: Invoices })
  @ApiProblems('invalid-input')
  async list(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Query({ schema: InvoiceQuery }) query: z.infer<typeof InvoiceQuery>,
  ): Promise<z.infer<typeof Invoices>> {
    const order = `${SORTS[query.sort.replace(/^-/, '') as keyof typeof SORTS]} ${query.sort.startsWith('-') ? 'DESC' : 'ASC'}`;
    const { data, total } = await this.database.inWorkspace(workspaceId, (tx) =>
      this.invoices.list(tx, workspaceId, order, query.perPage, (query.page - 1) * query.perPage),
    );
    return { data: data.map(present), total };
  }

  @Get(':id/pdf')
  @Members('admin', 'billing:read')
  @ApiOperation({ summary: 'The invoice as a PDF, in the language it was issued in' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ description: 'The file', schema: { type: 'string', format: 'binary' } })
  @ApiProblems('invalid-input', 'not-found')
  async pdf(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<StreamableFile> {
    const invoice = await this.database.inWorkspace(workspaceId, (tx) => this.invoices.get(tx, workspaceId, id));
    const pdf = await this.print.run(invoice);
    return new StreamableFile(pdf, { type: 'application/pdf', disposition: `attachment; filename="${invoice.number}.pdf"`, length: pdf.length });
  }
}

function present(i: InvoiceRecord): Invoice {
  const from = i.document.lines[0]?.from ?? '';
  return {
    id: i.id,
    number: i.number,
    issuedAt: i.issuedAt.toISOString(),
    currency: i.currency,
    net: i.netMinor,
    tax: i.taxMinor,
    total: i.totalMinor,
    from,
    paidThrough: addDays(i.document.lines.at(-1)?.until ?? from, -1),
  };
}
