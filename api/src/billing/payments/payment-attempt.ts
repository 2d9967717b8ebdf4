import type { Payment, PaymentMethodKind, PaymentPurpose } from '@perennial/contract/admin';

/** One try to collect one payable, as stored. */
export interface PaymentAttempt {
  readonly workspaceId: string;
  readonly id: string;
  readonly purpose: PaymentPurpose;
  /** The id of the quote or the top-up it pays for. */
  readonly payableId: string;
  /** The place it competes for. */
  readonly payable: string;
  readonly method: PaymentMethodKind;
  readonly status: Payment['status'];
  readonly currency: string;
  readonly amountMinor: number;
  readonly stripeSessionId: string | null;
  readonly stripePaymentIntentId: string | null;
  readonly checkoutUrl: string | null;
  readonly lastFailure: string | null;
  readonly invoiceId: string | null;
  readonly checkAt: Date | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** Whether money may still arrive on it. */
export function isLive(attempt: PaymentAttempt): boolean {
  return LIVE.has(attempt.status);
}

const LIVE: ReadonlySet<Payment['status']> = new Set(['creating', 'open', 'needs-action', 'processing']);

export function presentPayment(a: PaymentAttempt): Payment {
  return {
    id: a.id,
    purpose: a.purpose,
    quoteId: a.purpose === 'quote' ? a.payableId : null,
    topUpId: a.purpose === 'top-up' ? a.payableId : null,
    method: a.method,
    status: a.status,
    currency: a.currency,
    amount: a.amountMinor,
    checkoutUrl: a.status === 'open' ? a.checkoutUrl : null,
    lastFailure: a.lastFailure,
    invoiceId: a.invoiceId,
    createdAt: a.createdAt.toISOString(),
    settledAt: a.settledAt?.toISOString() ?? null,
  };
}
