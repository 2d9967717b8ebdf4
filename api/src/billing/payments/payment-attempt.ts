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
  /** The saved card that is charged; null for other methods. */
  readonly cardId: string | null;
  /** The step of the ladder of automatic debits; null when a person asked for it. */
  readonly debitStep: string | null;
  /** Given with the order: the card that pays is to be saved. */
  readonly cardConsentId: string | null;
  readonly checkAt: Date | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** Whether it holds its payable's place: it is meant to be paid. Money can arrive on others too, late. */
export function isLive(attempt: PaymentAttempt): boolean {
  return LIVE.has(attempt.status);
}

/** Whether its money is booked. Nothing the provider says later, or said earlier and comes late, takes that back. */
export function isBooked({ status }: PaymentAttempt): boolean {
  return status === 'succeeded' || status === 'surplus' || status === 'refunded';
}

const LIVE: ReadonlySet<Payment['status']> = new Set(['creating', 'open', 'needs-action', 'processing']);

export function presentPayment(a: PaymentAttempt): Payment {
  return {
    id: a.id,
    purpose: a.purpose,
    quoteId: a.purpose === 'quote' ? a.payableId : null,
    topUpId: a.purpose === 'top-up' ? a.payableId : null,
    method: a.method,
    automatic: a.debitStep !== null,
    savesCard: a.cardConsentId !== null,
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
