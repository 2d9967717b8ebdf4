import { Injectable } from '@nestjs/common';
import type { InvoiceRecord } from './invoice.js';
import { invoiceLayout } from './pdf/invoice-layout.js';
import { PdfPrinter } from './pdf/pdf-printer.js';

/** The invoice as a PDF, in the language it was issued in. */
@Injectable()
export class PrintInvoice {
  constructor(private readonly printer: PdfPrinter) {}

  async run(invoice: InvoiceRecord): Promise<Buffer> {
    return this.printer.print(invoiceLayout(invoice));
  }
}
