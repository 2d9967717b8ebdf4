import { Injectable } from '@nestjs/common';
import { noticeAfter, noticeLadder, serviceAt } from '@perennial/billing';
import { dayIn, daysBetween, startOfDay } from '@perennial/calendar';
import type { BillingStatus } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { PlanDebit } from '../payments/auto-renewal/plan-debit.js';
import { PaymentAttemptStore } from '../payments/payment-attempt.store.js';
import { PlanStore } from '../plans/plan.store.js';
import { SubscriptionStore } from './subscription.store.js';

const DATES_SHOWN = 3;

/** Until when the service is paid for and what comes next. Computed for this moment, so it cannot be out of date. */
@Injectable()
export class ReadBillingStatus {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly plans: PlanStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly debits: PlanDebit,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string): Promise<BillingStatus> {
    const now = this.clock.now();
    const s = await this.subscriptions.get(tx, workspaceId);
    const plan = await this.plans.version(tx, s.planCode, s.planVersion);
    const price = await this.plans.priceOnSale(tx, s.planCode, s.interval, s.currency);
    const { renewable } = await this.debits.run(tx, s);
    const open = await this.attempts.findOpen(tx, workspaceId);
    const periodFrom = await this.subscriptions.coveredFrom(tx, workspaceId, dayIn(now, s.timeZone));
    const { next, ...service } = serviceAt(s, now);
    const notice = noticeAfter(noticeLadder(s), now);
    const dates = [...next, ...(notice ? [{ at: notice.dueAt, on: notice.on, event: 'notice' as const }] : [])];
    return {
      plan: { code: plan.code, name: plan.name, limits: plan.limits },
      interval: s.interval,
      currency: s.currency,
      price: price?.amount ?? null,
      timeZone: s.timeZone,
      ...service,
      periodFrom,
      endsAt: s.endsOn === null ? null : startOfDay(s.endsOn, s.timeZone).toISOString(),
      daysCovered: s.endsOn === null || periodFrom === null ? null : daysBetween(periodFrom, s.endsOn),
      next: dates
        .sort((a, b) => a.at.getTime() - b.at.getTime())
        .slice(0, DATES_SHOWN)
        .map(({ at, on, event }) => ({ at: at.toISOString(), on, event })),
      autoRenew: renewable.wantedSince !== null && !s.cancelAtEnd,
      openPaymentId: open?.id ?? null,
    };
  }
}
