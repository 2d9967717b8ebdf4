import { Injectable } from '@nestjs/common';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { PayablePurposes } from './payable.js';
import type { PaymentAttempt } from './payment-attempt.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';
import { REFUND_SURPLUS } from './refund-surplus.job.js';

/** Where the money came from at the payment provider; nowhere, when it was on the balance. */
export interface PaidThrough {
  readonly sessionId: string | null;
  readonly paymentIntentId: string | null;
}

/** The money is here: gives what was paid for, once. Called under the subscription's lock. */
@Injectable()
export class FulfilPayment {
  constructor(
    private readonly purposes: PayablePurposes,
    private readonly attempts: PaymentAttemptStore,
    private readonly schedule: ScheduleBilling,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, s: Subscription, attempt: PaymentAttempt, paid: PaidThrough): Promise<PaymentAttempt> {
    const fulfilled = await this.purposes.of(attempt).fulfil(tx, s, { ...attempt, stripePaymentIntentId: paid.paymentIntentId });
    if (!fulfilled) return this.setAside(tx, s, attempt, paid);
    const { subscription, invoiceId, details } = fulfilled;
    const settled = await this.attempts.change(tx, attempt, {
      status: 'succeeded', stripeSessionId: paid.sessionId, stripePaymentIntentId: paid.paymentIntentId, lastFailure: null,
      invoiceId, checkAt: null, settledAt: this.clock.now(),
    });
    await this.schedule.run(tx, subscription);
    await this.audit.record(tx, s.workspaceId, {
      actor: SYSTEM, command: 'fulfil-payment', subject: { kind: 'payment', id: attempt.id },
      details: { ...details, amount: attempt.amountMinor, currency: attempt.currency },
    });
    await fulfilled.last(tx);
    return settled;
  }

  // Two pages were paid for one renewal, in spite of everything. The second payment buys nothing and goes back.
  private async setAside(tx: Tx, s: Subscription, attempt: PaymentAttempt, paid: PaidThrough): Promise<PaymentAttempt> {
    const surplus = await this.attempts.change(tx, attempt, {
      status: 'surplus', stripeSessionId: paid.sessionId, stripePaymentIntentId: paid.paymentIntentId, checkAt: null, settledAt: this.clock.now(),
    });
    await this.schedule.run(tx, s);
    await this.jobs.enqueue(tx, REFUND_SURPLUS, { workspaceId: s.workspaceId, attemptId: attempt.id }, { key: `${REFUND_SURPLUS}:${attempt.id}` });
    await this.audit.record(tx, s.workspaceId, {
      actor: SYSTEM, command: 'set-payment-aside', subject: { kind: 'payment', id: attempt.id }, details: { amount: attempt.amountMinor, currency: attempt.currency },
    });
    return surplus;
  }
}
