import { Injectable } from '@nestjs/common';
import { endAfterGrant, endAfterRenewal, type PeriodItem, type PricedLine, renewalOn, type Term } from '@perennial/billing';
import { daysBetween } from '@perennial/calendar';
import type { Tx } from '../../platform/database/index.js';
import { PlanStore } from '../plans/plan.store.js';
import { GrantStore } from '../subscriptions/grant.store.js';
import { PendingChangeStore } from '../subscriptions/pending-change.store.js';
import { PeriodStore } from '../subscriptions/period.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { StoredQuote } from './quote.js';

/** Adds the periods of a paid renewal, with everything they give. */
@Injectable()
export class SellTime {
  constructor(
    private readonly plans: PlanStore,
    private readonly periods: PeriodStore,
    private readonly pending: PendingChangeStore,
    private readonly grants: GrantStore,
  ) {}

  async run(tx: Tx, s: Subscription, quote: StoredQuote, paidAt: Date): Promise<{ subscription: Subscription; lines: readonly PricedLine[] }> {
    if (quote.basis === 'now' || quote.priceId === null) throw new Error('A renewal without a price');
    const price = await this.plans.sold(tx, quote.priceId);
    const renewal = renewalOn(s, quote, quote.basis, paidAt);
    const lines = quote.lines.map((line, i) => withDays(line, renewal.terms[i % renewal.terms.length]));
    const renewed: Subscription = {
      ...s,
      ...endAfterRenewal(s, renewal),
      planCode: price.planCode,
      planVersion: price.planVersion,
      interval: price.interval,
      graceDays: price.graceDays,
      retentionDays: price.retentionDays,
      trial: false,
      cancelAtEnd: false,
      cancelReason: null,
      pastDueSince: null,
      fallsBackTo: null,
      lastPeriodNo: s.lastPeriodNo + renewal.terms.length,
      soldAt: paidAt,
    };
    await this.periods.add(
      tx,
      renewed,
      renewal.terms.map((term, i) => {
        const own = lines.filter((_, at) => at % renewal.terms.length === i);
        return {
          periodNo: s.lastPeriodNo + 1 + i,
          kind: 'paid',
          anchor: term.anchor,
          fromMonths: term.fromMonths,
          toMonths: term.toMonths,
          startsOn: term.start,
          endsOn: term.end,
          netMinor: own.reduce((all, { net }) => all + net, 0),
          quoteId: quote.id,
          items: own.map((line) => itemOf(line, quote)),
        };
      }),
    );
    await this.pending.remove(tx, s.workspaceId);
    return { subscription: await this.withBonus(tx, renewed, quote, paidAt), lines };
  }

  private async withBonus(tx: Tx, s: Subscription, quote: StoredQuote, paidAt: Date): Promise<Subscription> {
    if (quote.bonusDays === 0) return s;
    await this.grants.add(tx, s.workspaceId, { kind: 'bonus', days: quote.bonusDays, reason: 'early-renewal', quoteId: quote.id, grantedBy: null, grantedAt: paidAt });
    return { ...s, ...endAfterGrant(s, quote.bonusDays, paidAt) };
  }
}

function itemOf(line: PricedLine, quote: StoredQuote): PeriodItem {
  const { kind, item, quantity, from, amount, discount } = line;
  const version = kind === 'plan' ? quote.planVersion : quote.addOns.find(({ code }) => code === item.code)?.version;
  if (kind === 'upgrade' || version === undefined) throw new Error(`A renewal does not sell ${kind} ${item.code}`);
  return { kind, code: item.code, version, quantity, fromOn: from, paidMinor: amount - discount };
}

function withDays(line: PricedLine, term: Term | undefined): PricedLine {
  if (!term) throw new Error('A line without a term');
  return { ...line, from: term.start, until: term.end, days: daysBetween(term.start, term.end) };
}
