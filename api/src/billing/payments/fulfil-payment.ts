import { Injectable } from '@nestjs/common';
import { type Renewal, renewalOn } from '@perennial/billing';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { IssueInvoice } from '../invoices/issue-invoice.js';
import { SEND_RECEIPT } from '../invoices/send-receipt.job.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { type PricedPlan, PlanStore } from '../plans/plan.store.js';
import type { StoredQuote } from '../quotes/quote.js';
import { QuoteStore } from '../quotes/quote.store.js';
import { SubscriberStore } from '../subscriptions/subscriber.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import type { CheckoutState } from './checkout-sessions.js';
import type { PaymentAttempt } from './payment-attempt.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';
import { REFUND_SURPLUS } from './refund-surplus.job.js';

/** The money is here: extends the paid time, once, and issues the invoice. Called under the subscription's lock. */
@Injectable()
export class FulfilPayment {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly subscribers: SubscriberStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly quotes: QuoteStore,
    private readonly plans: PlanStore,
    private readonly invoices: IssueInvoice,
    private readonly schedule: ScheduleBilling,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, s: Subscription, attempt: PaymentAttempt, paid: CheckoutState): Promise<PaymentAttempt> {
    const quote = await this.quotes.get(tx, s.workspaceId, attempt.quoteId);
    if (quote.afterPeriodNo !== s.lastPeriodNo) return this.setAside(tx, s, attempt, paid);
    const price = await this.plans.sold(tx, quote.priceId);
    const renewal = renewalOn(s, quote, quote.basis, this.clock.now());
    const renewed = await this.extend(tx, s, quote, price, renewal);
    const invoice = await this.invoices.prepare(tx, renewed, quote, renewal, attempt.id);
    const settled = await this.attempts.change(tx, attempt, {
      status: 'succeeded', stripeSessionId: paid.sessionId, stripePaymentIntentId: paid.paymentIntentId, lastFailure: null,
      invoiceId: invoice.id, checkAt: null, settledAt: this.clock.now(),
    });
    await this.schedule.run(tx, renewed);
    await this.jobs.enqueue(tx, SEND_RECEIPT, { workspaceId: s.workspaceId, invoiceId: invoice.id });
    await this.audit.record(tx, s.workspaceId, {
      actor: SYSTEM, command: 'fulfil-payment', subject: { kind: 'payment', id: attempt.id },
      details: { from: renewal.start, until: renewal.end, amount: attempt.amountMinor, currency: attempt.currency },
    });
    // Last of all: the counter of the invoice numbers stays locked from here to the commit.
    await this.invoices.number(tx, invoice);
    return settled;
  }

  private async extend(tx: Tx, s: Subscription, quote: StoredQuote, price: PricedPlan, renewal: Renewal): Promise<Subscription> {
    const last = renewal.terms.at(-1);
    if (!last) throw new Error('A renewal without terms');
    const renewed: Subscription = {
      ...s,
      planCode: price.planCode,
      planVersion: price.planVersion,
      interval: price.interval,
      graceDays: price.graceDays,
      retentionDays: price.retentionDays,
      anchor: last.anchor,
      endsAtMonths: last.toMonths,
      endsOn: last.end,
      trial: false,
      cancelAtEnd: false,
      canceledAt: null,
      lastPeriodNo: s.lastPeriodNo + renewal.terms.length,
      soldAt: this.clock.now(),
    };
    await this.subscriptions.update(tx, renewed);
    await this.subscriptions.addPeriods(
      tx,
      renewed,
      renewal.terms.map((term, i) => ({
        periodNo: s.lastPeriodNo + 1 + i,
        kind: 'paid',
        anchor: term.anchor,
        fromMonths: term.fromMonths,
        toMonths: term.toMonths,
        startsOn: term.start,
        endsOn: term.end,
        netMinor: quote.lines[i]?.net ?? 0,
        quoteId: quote.id,
      })),
    );
    await this.subscribers.put(tx, renewed);
    return renewed;
  }

  // Two pages were paid for one renewal, in spite of everything. The second payment buys nothing and goes back.
  private async setAside(tx: Tx, s: Subscription, attempt: PaymentAttempt, paid: CheckoutState): Promise<PaymentAttempt> {
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
