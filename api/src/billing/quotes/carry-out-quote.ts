import { Injectable } from '@nestjs/common';
import { type PricedLine, type Renewal, renewalOn } from '@perennial/billing';
import { daysBetween } from '@perennial/calendar';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { PlanStore } from '../plans/plan.store.js';
import { SubscriberStore } from '../subscriptions/subscriber.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import type { StoredQuote } from './quote.js';

/** What a paid quote became. */
export interface CarriedOut {
  readonly subscription: Subscription;
  /** The quote's lines with the days that were given: a payment after the quote may have moved them. */
  readonly lines: readonly PricedLine[];
}

/** Carries a paid quote into the subscription, inside the transaction that books the payment. */
@Injectable()
export class CarryOutQuote {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly subscribers: SubscriberStore,
    private readonly plans: PlanStore,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Takes the subscription's lock. The caller schedules the next look at the workspace when it has written down its own part.
   * @param paidAt when the money arrived, which for a bank transfer is its value date
   * @returns null when the subscription has changed since the quote was made: the payment buys nothing and belongs to the payer
   */
  async run(tx: Tx, quote: StoredQuote, paidAt: Date): Promise<CarriedOut | null> {
    const s = await this.subscriptions.lock(tx, quote.workspaceId);
    if (quote.revision !== s.revision) return null;
    const renewal = renewalOn(s, quote, quote.basis, paidAt);
    const subscription = await this.renew(tx, s, quote, renewal, paidAt);
    await this.subscribers.put(tx, subscription);
    await this.audit.record(tx, s.workspaceId, {
      actor: SYSTEM, command: 'renew-subscription', subject: { kind: 'subscription', id: s.workspaceId },
      details: { quoteId: quote.id, from: renewal.start, until: renewal.end, basis: quote.basis },
    });
    return { subscription, lines: quote.lines.map((line, i) => withDays(line, renewal, i)) };
  }

  private async renew(tx: Tx, s: Subscription, quote: StoredQuote, renewal: Renewal, paidAt: Date): Promise<Subscription> {
    const price = await this.plans.sold(tx, quote.priceId);
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
      revision: s.revision + 1,
      soldAt: paidAt,
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
    return renewed;
  }
}

function withDays(line: PricedLine, renewal: Renewal, index: number): PricedLine {
  const { start, end } = renewal.terms[index] ?? { start: line.from, end: line.until };
  return { ...line, from: start, until: end, days: daysBetween(start, end) };
}
