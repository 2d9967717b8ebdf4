import { Inject, Injectable } from '@nestjs/common';
import { addDays } from '@perennial/calendar';
import { QueueMessage } from '../../messaging/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { billingPage } from '../billing-links.js';
import { BillingPartyStore } from '../subscriptions/billing-party.store.js';
import type { InvoiceRecord } from './invoice.js';
import { InvoiceStore } from './invoice.store.js';
import { PrintInvoice } from './print-invoice.js';

export const SEND_RECEIPT = 'send-receipt';

interface ReceiptDue extends Record<string, unknown> {
  readonly workspaceId: string;
  readonly invoiceId: string;
}

/** Mails the receipt with the invoice to the first contact, in the language of the invoice. */
@Injectable()
@Job(SEND_RECEIPT)
export class SendReceipt implements JobHandler<ReceiptDue> {
  constructor(
    private readonly database: Database,
    private readonly invoices: InvoiceStore,
    private readonly print: PrintInvoice,
    private readonly parties: BillingPartyStore,
    private readonly workspaces: WorkspaceSettings,
    private readonly messages: QueueMessage,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run({ workspaceId, invoiceId }: ReceiptDue): Promise<void> {
    const invoice = await this.database.inWorkspace(workspaceId, (tx) => this.invoices.get(tx, workspaceId, invoiceId));
    await this.print.run(invoice);
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const [contact] = await this.parties.contacts(tx, workspaceId);
      if (contact) await this.queue(tx, invoice, contact.email);
    });
  }

  private async queue(tx: Tx, invoice: InvoiceRecord, to: string): Promise<void> {
    const { workspaceId, document } = invoice;
    const from = document.lines[0]?.from ?? '';
    await this.messages.run(tx, {
      workspaceId,
      purpose: 'receipt',
      channel: 'email',
      customerId: null,
      to,
      locale: invoice.locale,
      template: 'receipt',
      variables: {
        workspaceName: (await this.workspaces.get(tx, workspaceId)).name,
        planName: document.planName,
        invoiceId: invoice.id,
        invoiceNumber: invoice.number,
        total: { amount: invoice.totalMinor, currency: invoice.currency },
        periodFrom: from,
        paidThrough: addDays(document.lines.at(-1)?.until ?? from, -1),
        billingUrl: billingPage(this.settings.publicUrl, workspaceId),
      },
      dedupeKey: `receipt:${invoice.id}`,
    });
  }
}
