import { Injectable } from '@nestjs/common';
import { nextTurningPoint, serviceLimits } from '@perennial/billing';
import { TellMembers } from '../../messaging/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { LedgerStore } from '../balance/ledger.store.js';
import { PlanTopUp } from '../balance/plan-top-up.js';
import { PlanDebit } from '../payments/auto-renewal/plan-debit.js';
import { PaymentAttemptStore } from '../payments/payment-attempt.store.js';
import { RefundPayoutStore } from '../refunds/refund-payout.store.js';
import { SubscriberStore } from '../subscriptions/subscriber.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { PlanNotices } from './plan-notices.js';
import { PLAN_NOTICE, periodKey } from './staff-notice-keys.js';

/** Writes down when a workspace next needs looking at. Called after every change of what it has bought or is paying. */
@Injectable()
export class ScheduleBilling {
  constructor(
    private readonly subscribers: SubscriberStore,
    private readonly notices: PlanNotices,
    private readonly attempts: PaymentAttemptStore,
    private readonly ledger: LedgerStore,
    private readonly debits: PlanDebit,
    private readonly topUps: PlanTopUp,
    private readonly payouts: RefundPayoutStore,
    private readonly members: TellMembers,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, s: Subscription): Promise<void> {
    await this.members.over(tx, s.workspaceId, PLAN_NOTICE, periodKey(serviceLimits(s)?.coveredUntil ?? ''));
    const check = await this.attempts.earliestCheck(tx, s.workspaceId);
    const notice = await this.nextNotice(tx, s);
    const expiry = await this.ledger.nextExpiry(tx, s.workspaceId);
    const debit = await this.debits.nextAt(tx, s);
    const payout = await this.payouts.earliestCheck(tx, s.workspaceId);
    const turn = nextTurningPoint(s, this.clock.now());
    const topUp = await this.topUps.nextAt(tx, s);
    const dates = [check, notice, debit, expiry, payout, turn, topUp].filter((date) => date !== null);
    await this.subscribers.setDue(tx, s.workspaceId, dates.length === 0 ? null : new Date(Math.min(...dates.map((date) => date.getTime()))));
  }

  private async nextNotice(tx: Tx, s: Subscription): Promise<Date | null> {
    const now = this.clock.now();
    const dates = (await this.notices.run(tx, s)).flatMap(({ due, next }) => (due ? [now] : next ? [next] : []));
    return dates.length === 0 ? null : new Date(Math.min(...dates.map((date) => date.getTime())));
  }
}
