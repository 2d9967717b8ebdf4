import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Attachments } from '../../messaging/index.js';
import { InvoiceStore } from './invoice.store.js';
import { PrintedPaperStore } from './printed-paper.store.js';

/** Lets the invoice travel with the receipt: read when the mail leaves, not carried through the queue. */
@Injectable()
export class AttachInvoice implements OnModuleInit {
  constructor(
    private readonly attachments: Attachments,
    private readonly invoices: InvoiceStore,
    private readonly papers: PrintedPaperStore,
  ) {}

  onModuleInit(): void {
    this.attachments.register('receipt', async (tx, workspaceId, { invoiceId }) => {
      const invoice = await this.invoices.get(tx, workspaceId, invoiceId);
      const pdf = await this.papers.find(tx, workspaceId, invoiceId);
      // Printed before the mail was queued: printing takes its time and must not keep a transaction open.
      if (!pdf) throw new Error(`The invoice ${invoice.number} is not printed`);
      return [{ filename: `${invoice.number}.pdf`, contentType: 'application/pdf', content: pdf }];
    });
  }
}
