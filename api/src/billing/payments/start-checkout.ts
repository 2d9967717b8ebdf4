import { Injectable, Logger } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { payableOf, type StoredQuote } from '../quotes/quote.js';
import { QuoteStore } from '../quotes/quote.store.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { CancelPayment } from './cancel-payment.js';
import { CheckoutSessions, type CheckoutState } from './checkout-sessions.js';
import { isLive, type PaymentAttempt } from './payment-attempt.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';
import { isDefiniteNo } from './stripe.js';

const FIRST_CHECK_MS = 10 * 60_000;

/**
 * Opens the payment page for a confirmed quote. Asking twice gives the same page. A page that is open for another quote of the
 * same renewal is closed first, so that only one can ever be paid.
 */
@Injectable()
export class StartCheckout {
  private readonly log = new Logger('billing');

  constructor(
    private readonly database: Database,
    private readonly quotes: QuoteStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly sessions: CheckoutSessions,
    private readonly cancel: CancelPayment,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, quoteId: string, hash: string): Promise<PaymentAttempt> {
    const attempt = await this.claim(actor, workspaceId, quoteId, hash);
    if (attempt.quoteId === quoteId) return this.open(attempt);
    const other = await this.cancel.run(actor, workspaceId, attempt.id);
    if (other.status === 'succeeded') throw new Refusal('already-renewed');
    const own = await this.claim(actor, workspaceId, quoteId, hash);
    if (own.quoteId !== quoteId) throw new Refusal('payment-under-way');
    return this.open(own);
  }

  /** The live attempt for the quote's payable: a new one, or the one that holds the place. */
  private async claim(actor: Actor, workspaceId: string, quoteId: string, hash: string): Promise<PaymentAttempt> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const quote = await this.quotes.get(tx, workspaceId, quoteId);
      const s = await this.subscriptions.lock(tx, workspaceId);
      const now = this.clock.now();
      this.check(quote, hash, s.lastPeriodNo, now);
      const live = await this.attempts.findOpen(tx, workspaceId, payableOf(quote));
      if (live) return live;
      if (quote.expiresAt <= now) throw new Refusal('quote-expired');
      const checkAt = new Date(now.getTime() + FIRST_CHECK_MS);
      const added = await this.attempts.add(tx, {
        workspaceId, quoteId, payable: payableOf(quote), currency: quote.currency, amountMinor: quote.totalMinor, checkAt, createdAt: now,
      });
      if (!added) throw new Refusal('payment-under-way');
      await this.schedule.run(tx, s);
      await this.audit.record(tx, workspaceId, {
        actor, command: 'start-checkout', subject: { kind: 'payment', id: added.id }, details: { quoteId, amount: quote.totalMinor, currency: quote.currency },
      });
      return added;
    });
  }

  private check(quote: StoredQuote, hash: string, lastPeriodNo: number, now: Date): void {
    if (quote.hash !== hash) throw new Refusal('quote-hash-mismatch');
    if (quote.afterPeriodNo !== lastPeriodNo) throw new Refusal('quote-superseded');
    if (quote.expiresAt <= now) throw new Refusal('quote-expired');
  }

  private async open(attempt: PaymentAttempt): Promise<PaymentAttempt> {
    const state = await this.sessionOf(attempt);
    return this.database.inWorkspace(attempt.workspaceId, async (tx) => {
      await this.subscriptions.lock(tx, attempt.workspaceId);
      const current = await this.attempts.get(tx, attempt.workspaceId, attempt.id);
      if (!isLive(current)) return current;
      return this.attempts.change(tx, current, { status: 'open', stripeSessionId: state.sessionId, checkoutUrl: state.url });
    });
  }

  private async sessionOf(attempt: PaymentAttempt): Promise<CheckoutState> {
    try {
      return await this.sessions.ensure(attempt);
    } catch (error) {
      this.log.warn({ err: error, attemptId: attempt.id }, 'no payment page');
      if (isDefiniteNo(error)) await this.fail(attempt, error.code ?? error.type);
      throw new Refusal('payment-provider-down');
    }
  }

  private async fail(attempt: PaymentAttempt, lastFailure: string): Promise<void> {
    await this.database.inWorkspace(attempt.workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, attempt.workspaceId);
      const current = await this.attempts.get(tx, attempt.workspaceId, attempt.id);
      if (!isLive(current)) return;
      await this.attempts.change(tx, current, { status: 'failed', lastFailure, checkAt: null, settledAt: this.clock.now() });
      await this.schedule.run(tx, s);
    });
  }
}
