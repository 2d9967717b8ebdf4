import type { NetAndTax } from '@perennial/billing';
import type { CreditNote } from '@perennial/contract/admin';
import type { InvoiceDocument } from '../invoice.js';

/** Everything that is printed on a credit note. Its lines are those of the invoice that something is taken back of. */
export interface CreditNoteDocument extends InvoiceDocument {
  readonly invoiceNumber: string;
  readonly policyVersion: number;
  readonly clause: { readonly en: string; readonly 'zh-CN': string };
}

export interface CreditNoteRecord {
  readonly workspaceId: string;
  readonly id: string;
  readonly number: string;
  readonly issuedAt: Date;
  readonly invoiceId: string;
  readonly refundId: string;
  readonly locale: 'en' | 'zh-CN';
  readonly currency: string;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly grantedMinor: number;
  /** Net and tax of each line of the invoice, in its order; zero where nothing is taken back. */
  readonly lines: readonly NetAndTax[];
  readonly document: CreditNoteDocument;
}

export interface PreparedCreditNote extends Omit<CreditNoteRecord, 'number'> {
  readonly series: string;
}

export function presentCreditNote(n: CreditNoteRecord): CreditNote {
  return {
    id: n.id,
    number: n.number,
    issuedAt: n.issuedAt.toISOString(),
    invoiceId: n.invoiceId,
    refundId: n.refundId,
    currency: n.currency,
    net: n.netMinor,
    tax: n.taxMinor,
    total: n.totalMinor,
    granted: n.grantedMinor,
    lines: n.document.lines.map(({ from, until, net, tax }) => ({ from, until, net, tax })),
  };
}
