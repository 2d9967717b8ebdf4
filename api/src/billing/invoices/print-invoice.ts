import { Injectable } from '@nestjs/common';
import type { InvoiceRecord } from './invoice.js';
import { invoiceLayout } from './pdf/invoice-layout.js';
import { PrintPaper } from './print-paper.js';

/** The invoice as a PDF, in the language it was issued in. */
@Injectable()
export class PrintInvoice {
  constructor(private readonly print: PrintPaper) {}

  async run(invoice: InvoiceRecord): Promise<Buffer> {
    return this.print.run(invoice.workspaceId, invoice.id, () => invoiceLayout(invoice));
  }
}
