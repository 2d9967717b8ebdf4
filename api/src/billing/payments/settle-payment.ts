import { Injectable } from '@nestjs/common';
import { serviceLimits } from '@perennial/billing';
import { startOfDay } from '@perennial/calendar';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { MarkPastDue } from '../subscriptions/mark-past-due.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { FulfilPayment } from './fulfil-payment.js';
import { isBooked, isLive, type PaymentAttempt } from './payment-attempt.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';
import { ProviderPayments } from './provider/provider-payments.js';
import type { ProviderState } from './provider/provider-state.js';
import { TellPayer } from './tell-payer.js';

const A_DAY_MS = 24 * 60 * 60_000;

/**
 * Brings an attempt up to what the provider says now. The webhook, the return page, the sweep and the nightly comparison all come
 * here: each only says "look again", so their order and number don't matter. An attempt only goes forward: from being tried to
 * having ended, and from there to booked, when money comes that nobody expected any more. What is booked stays so.
 */
@Injectable()
export class SettlePayment {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly provider: ProviderPayments,
    private readonly fulfil: FulfilPayment,
    private readonly tell: TellPayer,
    private readonly pastDue: MarkPastDue,
    private readonly schedule: ScheduleBilling,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, attemptId: string): Promise<PaymentAttempt> {
    const attempt = await this.database.inWorkspace(workspaceId, (tx) => this.attempts.get(tx, workspaceId, attemptId));
    if (isBooked(attempt) || attempt.method === 'balance') return attempt;
    const state = isLive(attempt) ? await this.provider.ensure(attempt) : await this.provider.look(attempt);
    return state ? this.apply(attempt, state) : attempt;
  }

  /**
   * Books what was read. Under the subscription's lock, so that two who read the same payment book it once.
   * @param closedAs what an attempt without a failure is called when it is over
   */
  async apply(attempt: PaymentAttempt, state: ProviderState, closedAs: 'expired' | 'canceled' = 'expired'): Promise<PaymentAttempt> {
    return this.database.inWorkspace(attempt.workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, attempt.workspaceId);
      const current = await this.attempts.get(tx, attempt.workspaceId, attempt.id);
      if (isBooked(current)) return current;
      if (state.stage === 'paid') return this.book(tx, s, current, state);
      return isLive(current) ? this.note(tx, s, current, state, closedAs) : current;
    });
  }

  private async book(tx: Tx, s: Subscription, attempt: PaymentAttempt, state: ProviderState): Promise<PaymentAttempt> {
    const { currency, amountMinor } = state.received ?? {};
    // Nothing is given for another amount than the one that was asked: this is for a person to look into.
    if (currency !== attempt.currency || amountMinor !== attempt.amountMinor) {
      throw new Refusal('payment-differs', { asked: `${attempt.amountMinor} ${attempt.currency}`, received: `${amountMinor ?? 0} ${currency ?? ''}` });
    }
    return this.fulfil.run(tx, s, attempt, state);
  }

  private async note(tx: Tx, s: Subscription, attempt: PaymentAttempt, state: ProviderState, closedAs: 'expired' | 'canceled'): Promise<PaymentAttempt> {
    const seen = {
      stripeSessionId: state.sessionId ?? attempt.stripeSessionId,
      stripePaymentIntentId: state.paymentIntentId ?? attempt.stripePaymentIntentId,
      lastFailure: state.lastFailure ?? attempt.lastFailure,
    };
    if (state.stage === 'processing') return this.attempts.change(tx, attempt, { ...seen, status: 'processing' });
    if (state.stage === 'open') return this.attempts.change(tx, attempt, { ...seen, status: 'open', checkoutUrl: state.url });
    if (state.stage === 'needs-action') return this.waitForCustomer(tx, s, attempt, seen);
    // A webhook may say that it is over before the one who took it back has written it down.
    const over = state.withdrawn ? 'canceled' : closedAs;
    const status = over === 'canceled' || seen.lastFailure === null ? over : 'failed';
    const closed = await this.attempts.change(tx, attempt, { ...seen, status, checkAt: null, settledAt: this.clock.now() });
    if (status === 'failed' && attempt.debitStep !== null) {
      await this.tell.failed(tx, s, closed);
      await this.pastDue.run(tx, s.workspaceId);
    }
    if (status === 'failed' && attempt.status === 'processing' && attempt.method === 'checkout') await this.tell.declinedLater(tx, s, closed);
    // The saved card tops up only by itself: nobody was there to see it fail.
    if (status === 'failed' && attempt.method === 'saved-card' && attempt.purpose === 'top-up') await this.tell.topUpFailed(tx, s, closed);
    await this.schedule.run(tx, s);
    return closed;
  }

  private async waitForCustomer(tx: Tx, s: Subscription, attempt: PaymentAttempt, seen: Pick<PaymentAttempt, 'stripePaymentIntentId' | 'lastFailure'>): Promise<PaymentAttempt> {
    const waiting = await this.attempts.change(tx, attempt, { ...seen, status: 'needs-action', checkAt: this.waitsUntil(s, attempt) });
    if (attempt.status !== 'needs-action') {
      await this.tell.toConfirm(tx, s, waiting);
      if (attempt.debitStep !== null) await this.pastDue.run(tx, s.workspaceId);
      await this.schedule.run(tx, s);
    }
    return waiting;
  }

  // They may confirm for as long as the renewal can still be collected; then the payment is closed.
  private waitsUntil(s: Subscription, attempt: PaymentAttempt): Date {
    const limits = attempt.debitStep === null ? null : serviceLimits(s);
    return limits ? startOfDay(limits.graceEndsOn, s.timeZone) : new Date(this.clock.now().getTime() + A_DAY_MS);
  }
}
