import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Attachments } from '../../messaging/index.js';
import { InvoiceStore } from './invoice.store.js';
import { PrintInvoice } from './print-invoice.js';

/** Lets the invoice travel with the receipt: printed when the mail leaves, not carried through the queue. */
@Injectable()
export class AttachInvoice implements OnModuleInit {
  constructor(
    private readonly attachments: Attachments,
    private readonly invoices: InvoiceStore,
    private readonly print: PrintInvoice,
  ) {}

  onModuleInit(): void {
    this.attachments.register('receipt', async (tx, workspaceId, { invoiceId }) => {
      const invoice = await this.invoices.get(tx, workspaceId, invoiceId);
      return [{ filename: `${invoice.number}.pdf`, contentType: 'application/pdf', content: await this.print.run(invoice) }];
    });
  }
}
