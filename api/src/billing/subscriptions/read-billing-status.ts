import { Injectable } from '@nestjs/common';
import { noticeAfter, noticeLadder, serviceAt, serviceLimits } from '@perennial/billing';
import { dayIn, daysBetween, startOfDay } from '@perennial/calendar';
import type { BillingStatus } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { PlanDebit } from '../payments/auto-renewal/plan-debit.js';
import { PaymentAttemptStore } from '../payments/payment-attempt.store.js';
import { PlanStore } from '../plans/plan.store.js';
import { PendingChangeStore } from './pending-change.store.js';
import { PeriodStore } from './period.store.js';
import { ServeEntitlements } from './serve-entitlements.js';
import { SubscriptionStore } from './subscription.store.js';

const DATES_SHOWN = 3;

/** Until when the service is paid for and what comes next. Computed for this moment, so it cannot be out of date. */
@Injectable()
export class ReadBillingStatus {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly plans: PlanStore,
    private readonly periods: PeriodStore,
    private readonly pending: PendingChangeStore,
    private readonly entitlements: ServeEntitlements,
    private readonly attempts: PaymentAttemptStore,
    private readonly debits: PlanDebit,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string): Promise<BillingStatus> {
    const now = this.clock.now();
    const s = await this.subscriptions.get(tx, workspaceId);
    const { plan, limits, addOns } = await this.entitlements.usable(tx, s);
    const pending = await this.pending.find(tx, workspaceId);
    const price = await this.plans.priceOnSale(tx, plan.code, s.interval, s.currency);
    const { renewable } = await this.debits.run(tx, s);
    const open = await this.attempts.findOpen(tx, workspaceId);
    const periodFrom = await this.periods.coveredFrom(tx, workspaceId, dayIn(now, s.timeZone));
    const { next, ...service } = serviceAt(s, now);
    const coveredUntil = serviceLimits(s)?.coveredUntil ?? null;
    const notice = noticeAfter(noticeLadder(s), now);
    const dates = [...next, ...(notice ? [{ at: notice.dueAt, on: notice.on, event: 'notice' as const }] : [])];
    return {
      plan: { code: plan.code, name: plan.name, limits },
      interval: s.interval,
      currency: s.currency,
      price: price?.amount ?? null,
      timeZone: s.timeZone,
      ...service,
      periodFrom,
      endsAt: coveredUntil === null ? null : startOfDay(coveredUntil, s.timeZone).toISOString(),
      daysCovered: coveredUntil === null || periodFrom === null ? null : daysBetween(periodFrom, coveredUntil),
      addOns: [...addOns],
      grantedDays: s.grantedDays,
      pendingChange: pending && { ...pending, addOns: [...pending.addOns] },
      next: dates
        .sort((a, b) => a.at.getTime() - b.at.getTime())
        .slice(0, DATES_SHOWN)
        .map(({ at, on, event }) => ({ at: at.toISOString(), on, event })),
      autoRenew: renewable.wantedSince !== null && !s.cancelAtEnd,
      openPaymentId: open?.id ?? null,
    };
  }
}
