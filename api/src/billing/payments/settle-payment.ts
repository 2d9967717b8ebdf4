import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { CheckoutSessions, type CheckoutState } from './checkout-sessions.js';
import { FulfilPayment } from './fulfil-payment.js';
import { isLive, type PaymentAttempt } from './payment-attempt.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';

/**
 * Brings an attempt up to what Stripe says now. The webhook, the return page and the sweep all come here: each only says
 * "look again", so their order and number don't matter.
 */
@Injectable()
export class SettlePayment {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly sessions: CheckoutSessions,
    private readonly fulfil: FulfilPayment,
    private readonly schedule: ScheduleBilling,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, attemptId: string): Promise<PaymentAttempt> {
    const attempt = await this.database.inWorkspace(workspaceId, (tx) => this.attempts.get(tx, workspaceId, attemptId));
    if (!isLive(attempt)) return attempt;
    return this.apply(attempt, await this.sessions.ensure(attempt));
  }

  /** Books what was read. Under the subscription's lock, so that two who read the same payment book it once. */
  async apply(attempt: PaymentAttempt, state: CheckoutState): Promise<PaymentAttempt> {
    return this.database.inWorkspace(attempt.workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, attempt.workspaceId);
      const current = await this.attempts.get(tx, attempt.workspaceId, attempt.id);
      if (!isLive(current)) return current;
      return state.paid ? this.fulfil.run(tx, s, current, state) : this.note(tx, s, current, state);
    });
  }

  private async note(tx: Tx, s: Subscription, attempt: PaymentAttempt, state: CheckoutState): Promise<PaymentAttempt> {
    const seen = { stripeSessionId: state.sessionId, stripePaymentIntentId: state.paymentIntentId, lastFailure: state.lastFailure ?? attempt.lastFailure };
    if (state.over === 'complete') return this.attempts.change(tx, attempt, { ...seen, status: 'processing' });
    if (state.over === null) return this.attempts.change(tx, attempt, { ...seen, status: 'open', checkoutUrl: state.url });
    const status = seen.lastFailure === null ? 'expired' : 'failed';
    const closed = await this.attempts.change(tx, attempt, { ...seen, status, checkAt: null, settledAt: this.clock.now() });
    await this.schedule.run(tx, s);
    return closed;
  }
}
