import type { PricedLine } from '@perennial/billing';
import type { BillingProfile } from '../subscriptions/billing-party.store.js';
import type { PaidWith } from './paid-with.js';

/** Everything that is printed on an invoice. It is stored as it was, so that the paper never changes. */
export interface InvoiceDocument {
  readonly seller: { readonly legalName: string; readonly address: string; readonly taxId: string | null };
  /** The country is not on papers from before it was asked for. */
  readonly buyer: Pick<BillingProfile, 'legalName' | 'address' | 'taxId'> & Partial<Pick<BillingProfile, 'country'>>;
  readonly planName: string;
  readonly timeZone: string;
  readonly taxMode: BillingProfile['mode'];
  readonly taxRateBasisPoints: number;
  readonly lines: readonly PricedLine[];
  /** Left out where it is not known. */
  readonly paidWith?: PaidWith | null;
}

export interface InvoiceRecord {
  readonly workspaceId: string;
  readonly id: string;
  readonly number: string;
  readonly issuedAt: Date;
  readonly attemptId: string;
  readonly locale: 'en' | 'zh-CN';
  readonly currency: string;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  /** The refund terms it was sold under. */
  readonly refundPolicyVersion: number;
  readonly document: InvoiceDocument;
}

/** An invoice without its number: the number is taken in the last statement of the transaction. */
export interface PreparedInvoice extends Omit<InvoiceRecord, 'number'> {
  readonly series: string;
}
