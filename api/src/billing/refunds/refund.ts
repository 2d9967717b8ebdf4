import type { Refund } from '@perennial/contract/admin';

/** A refund as stored. */
export interface RefundRecord {
  readonly workspaceId: string;
  readonly id: string;
  readonly invoiceId: string;
  readonly clause: string;
  readonly policyVersion: number;
  readonly reason: string;
  readonly status: Refund['status'];
  readonly currency: string;
  readonly askedNetMinor: number;
  readonly netMinor: number | null;
  readonly taxMinor: number | null;
  readonly paidBackMinor: number | null;
  readonly daysTakenBack: number | null;
  readonly decision: string | null;
  readonly requestedAt: Date;
  readonly decidedAt: Date | null;
  readonly settledAt: Date | null;
}

/** One way a refund leaves. */
export interface RefundPayoutRecord {
  readonly workspaceId: string;
  readonly refundId: string;
  readonly payoutNo: number;
  readonly paymentIntentId: string | null;
  readonly currency: string;
  readonly amountMinor: number;
  readonly status: Refund['payouts'][number]['status'];
  readonly stripeRefundId: string | null;
  readonly failure: string | null;
}

/** What a refund is shown with. */
export interface RefundView extends RefundRecord {
  readonly invoiceNumber: string;
  readonly creditNoteId: string | null;
  readonly payouts: readonly Pick<RefundPayoutRecord, 'paymentIntentId' | 'amountMinor' | 'status' | 'failure'>[];
}

export function presentRefund(r: RefundView): Refund {
  return {
    id: r.id,
    invoiceId: r.invoiceId,
    invoiceNumber: r.invoiceNumber,
    clause: r.clause,
    policyVersion: r.policyVersion,
    reason: r.reason,
    status: r.status,
    currency: r.currency,
    askedNet: r.askedNetMinor,
    net: r.netMinor,
    tax: r.taxMinor,
    paidBack: r.paidBackMinor,
    daysTakenBack: r.daysTakenBack,
    decision: r.decision,
    payouts: r.payouts.map(({ paymentIntentId, amountMinor, status, failure }) => ({
      to: paymentIntentId === null ? 'balance' : 'original-payment', amount: amountMinor, status, failure,
    })),
    creditNoteId: r.creditNoteId,
    requestedAt: r.requestedAt.toISOString(),
    decidedAt: r.decidedAt?.toISOString() ?? null,
    settledAt: r.settledAt?.toISOString() ?? null,
  };
}
