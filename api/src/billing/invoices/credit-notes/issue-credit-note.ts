import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invoiceNumber, type NetAndTax } from '@perennial/billing';
import type { RefundClause } from '@perennial/contract/admin';
import { decimalOf, money } from '@perennial/money';
import { Clock } from '../../../platform/clock/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import type { InvoiceRecord } from '../invoice.js';
import { InvoiceStore } from '../invoice.store.js';
import { SellerStore } from '../seller.store.js';
import type { CreditNoteRecord, PreparedCreditNote } from './credit-note.js';
import { CreditNoteStore } from './credit-note.store.js';

/** What is taken back of an invoice, and by which terms. */
export interface TakenBack {
  readonly refundId: string;
  readonly lines: readonly NetAndTax[];
  readonly granted: number;
  readonly policyVersion: number;
  readonly clause: RefundClause;
}

/** Writes the credit note of a refund. */
@Injectable()
export class IssueCreditNote {
  constructor(
    private readonly invoices: InvoiceStore,
    private readonly notes: CreditNoteStore,
    private readonly sellers: SellerStore,
    private readonly clock: Clock,
  ) {}

  /** Everything but the number. Seller and buyer stand on it as on the invoice it belongs to. */
  async prepare(tx: Tx, invoice: InvoiceRecord, { refundId, lines, granted, policyVersion, clause }: TakenBack): Promise<PreparedCreditNote> {
    const seller = await this.sellers.find(tx);
    if (!seller) throw new Refusal('seller-not-named');
    const net = lines.reduce((all, line) => all + line.net, 0);
    const tax = lines.reduce((all, line) => all + line.tax, 0);
    const decimal = (amount: number) => decimalOf(money(amount, invoice.currency));
    const printed = invoice.document.lines.flatMap((line, i) => {
      const back = lines[i];
      if (!back || back.net + back.tax === 0) return [];
      const inFull = back.net === line.net;
      return [{ ...line, net: back.net, tax: back.tax, ...(inFull ? {} : { discount: 0, formula: `${decimal(back.net)} / ${decimal(line.net)}` }) }];
    });
    return {
      workspaceId: invoice.workspaceId,
      id: randomUUID(),
      series: `${seller.series}-CN`,
      issuedAt: this.clock.now(),
      invoiceId: invoice.id,
      refundId,
      locale: invoice.locale,
      currency: invoice.currency,
      netMinor: net,
      taxMinor: tax,
      totalMinor: net + tax,
      grantedMinor: granted,
      lines,
      document: { ...invoice.document, lines: printed, invoiceNumber: invoice.number, policyVersion, clause: { en: clause.en, 'zh-CN': clause['zh-CN'] } },
    };
  }

  /** Numbers it and stores it. Nothing may follow it in the transaction: the counter is locked until the commit. */
  async number(tx: Tx, { series, ...prepared }: PreparedCreditNote): Promise<CreditNoteRecord> {
    const year = prepared.issuedAt.getUTCFullYear();
    const sequence = await this.invoices.takeNumber(tx, series, year, prepared.id);
    const note = { ...prepared, number: invoiceNumber(series, year, sequence) };
    await this.notes.add(tx, note);
    return note;
  }
}
