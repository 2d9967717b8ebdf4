import { Injectable } from '@nestjs/common';
import { type CreditableLine, refundableNets } from '@perennial/billing';
import { dayIn, daysBetween } from '@perennial/calendar';
import type { RefundClause } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { CreditNoteStore, creditable } from '../invoices/credit-notes/credit-note.store.js';
import type { CreditNoteRecord } from '../invoices/credit-notes/credit-note.js';
import type { InvoiceRecord } from '../invoices/invoice.js';
import { InvoiceStore } from '../invoices/invoice.store.js';
import { RefundPolicyStore } from './refund-policy.store.js';

/** What an invoice can give back under a clause, with everything that says so. */
export interface WeighedRefund {
  readonly invoice: InvoiceRecord;
  readonly clause: RefundClause;
  readonly notes: readonly CreditNoteRecord[];
  readonly lines: readonly CreditableLine[];
  /** What the clause gives of each line, net. */
  readonly refundable: readonly number[];
}

/** Weighs a refund by the terms the invoice was sold under. */
@Injectable()
export class WeighRefund {
  constructor(
    private readonly invoices: InvoiceStore,
    private readonly notes: CreditNoteStore,
    private readonly policies: RefundPolicyStore,
    private readonly clock: Clock,
  ) {}

  /** Refuses `not-found`, `clause-not-in-policy`, `refund-window-over`. @param askedAt when it was asked for: waiting costs nobody a day */
  async run(tx: Tx, workspaceId: string, invoiceId: string, clauseCode: string, askedAt: Date = this.clock.now()): Promise<WeighedRefund> {
    const invoice = await this.invoices.get(tx, workspaceId, invoiceId);
    const policy = await this.policies.version(tx, invoice.refundPolicyVersion);
    const clause = policy.clauses.find(({ code }) => code === clauseCode);
    if (!clause) throw new Refusal('clause-not-in-policy', { version: policy.version, clause: clauseCode });
    const { timeZone } = invoice.document;
    const today = dayIn(askedAt, timeZone);
    if (clause.withinDays !== null && daysBetween(dayIn(invoice.issuedAt, timeZone), today) > clause.withinDays) {
      throw new Refusal('refund-window-over', { days: clause.withinDays });
    }
    const notes = await this.notes.ofInvoice(tx, workspaceId, invoiceId);
    const lines = creditable(invoice, notes);
    return { invoice, clause, notes, lines, refundable: refundableNets(lines, clause, today, invoice.currency) };
  }
}
