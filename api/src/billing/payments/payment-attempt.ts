import type { Payment } from '@perennial/contract/admin';

/** One try to collect one payable, as stored. */
export interface PaymentAttempt {
  readonly workspaceId: string;
  readonly id: string;
  readonly quoteId: string;
  readonly payable: string;
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
  return attempt.status === 'creating' || attempt.status === 'open' || attempt.status === 'processing';
}

export function presentPayment(a: PaymentAttempt): Payment {
  return {
    id: a.id,
    quoteId: a.quoteId,
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
