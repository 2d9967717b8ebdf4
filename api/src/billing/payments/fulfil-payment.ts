import { Injectable } from '@nestjs/common';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { PutOnBalance } from '../balance/put-on-balance.js';
import type { PaidWith } from '../invoices/paid-with.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SaveCard } from './cards/save-card.js';
import { PayablePurposes } from './payable.js';
import type { PaymentAttempt } from './payment-attempt.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';
import type { ProviderCard } from './provider/provider-state.js';
import { ProviderBookingStore } from './reconcile/provider-booking.store.js';
import { TellPayer } from './tell-payer.js';

export const CLOSE_STRAYS = 'close-strays';

/** Where the money came from at the payment provider; nowhere, when it was on the balance. */
export interface PaidThrough {
  readonly sessionId: string | null;
  readonly paymentIntentId: string | null;
  /** The card that paid, when the provider has saved it for later. */
  readonly savedCard?: ProviderCard | null;
  /** What was chosen on the payment page. */
  readonly paidWith?: PaidWith | null;
}

/** The money is here: gives what was paid for, once. Called under the subscription's lock. */
@Injectable()
export class FulfilPayment {
  constructor(
    private readonly purposes: PayablePurposes,
    private readonly attempts: PaymentAttemptStore,
    private readonly putOnBalance: PutOnBalance,
    private readonly bookings: ProviderBookingStore,
    private readonly saveCard: SaveCard,
    private readonly tell: TellPayer,
    private readonly schedule: ScheduleBilling,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, s: Subscription, attempt: PaymentAttempt, paid: PaidThrough): Promise<PaymentAttempt> {
    const fulfilled = await this.purposes.of(attempt).fulfil(tx, s, { ...attempt, stripePaymentIntentId: paid.paymentIntentId }, paid.paidWith ?? null);
    if (!fulfilled) return this.setAside(tx, s, attempt, paid);
    const { subscription, invoiceId, details } = fulfilled;
    await this.book(tx, attempt, paid);
    const settled = await this.attempts.change(tx, attempt, {
      status: 'succeeded', stripeSessionId: paid.sessionId, stripePaymentIntentId: paid.paymentIntentId, lastFailure: null,
      invoiceId, checkAt: null, settledAt: this.clock.now(),
    });
    if (attempt.cardConsentId !== null && paid.savedCard) await this.saveCard.run(tx, s.workspaceId, paid.savedCard, attempt.cardConsentId);
    // Another attempt for the same thing may be open: this one was given up when its money came after all.
    await this.jobs.enqueue(tx, CLOSE_STRAYS, { workspaceId: s.workspaceId, place: attempt.payable }, { key: `${CLOSE_STRAYS}:${attempt.id}` });
    await this.schedule.run(tx, subscription);
    await this.audit.record(tx, s.workspaceId, {
      actor: SYSTEM, command: 'fulfil-payment', subject: { kind: 'payment', id: attempt.id },
      details: { ...details, amount: attempt.amountMinor, currency: attempt.currency },
    });
    await fulfilled.last(tx);
    return settled;
  }

  // Two payments for one renewal succeeded, in spite of everything. The second buys nothing: it is the payer's, on their balance.
  private async setAside(tx: Tx, s: Subscription, attempt: PaymentAttempt, paid: PaidThrough): Promise<PaymentAttempt> {
    if (attempt.method === 'balance') throw new Refusal('quote-superseded');
    const { id, amountMinor: amount, currency } = attempt;
    await this.putOnBalance.run(tx, s.workspaceId, { source: id, amount, currency, reason: 'surplus', paymentIntentId: paid.paymentIntentId });
    await this.book(tx, attempt, paid);
    const surplus = await this.attempts.change(tx, attempt, {
      status: 'surplus', stripeSessionId: paid.sessionId, stripePaymentIntentId: paid.paymentIntentId, checkAt: null, settledAt: this.clock.now(),
    });
    await this.schedule.run(tx, s);
    await this.tell.surplus(tx, s, surplus);
    await this.audit.record(tx, s.workspaceId, {
      actor: SYSTEM, command: 'set-payment-aside', subject: { kind: 'payment', id }, details: { amount, currency },
    });
    return surplus;
  }

  private async book(tx: Tx, { workspaceId, id, purpose, currency, amountMinor }: PaymentAttempt, { paymentIntentId }: PaidThrough): Promise<void> {
    if (paymentIntentId === null) return;
    await this.bookings.add(tx, { paymentIntentId, purpose, workspaceHint: workspaceId, attemptHint: id, currency, amountMinor, bookedAt: this.clock.now() });
  }
}
