import { Injectable } from '@nestjs/common';
import { addDays, dayIn } from '@perennial/calendar';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { PlanStore } from '../plans/plan.store.js';
import { KeepSubscription } from './keep-subscription.js';
import { PeriodStore } from './period.store.js';
import type { Subscription } from './subscription.js';
import { SubscriptionStore } from './subscription.store.js';

/** Lets a workspace on a free plan try a larger one for the days that plan gives, once. Paying within it adds to its end; without that the free plan goes on. */
@Injectable()
export class StartTrial {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly plans: PlanStore,
    private readonly periods: PeriodStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `plan-not-on-sale`, `trial-not-possible`. */
  async run(tx: Tx, actor: Actor, workspaceId: string, planCode: string): Promise<void> {
    const now = this.clock.now();
    const s = await this.subscriptions.lock(tx, workspaceId);
    const plan = (await this.plans.onSale(tx)).find(({ code }) => code === planCode);
    if (!plan) throw new Refusal('plan-not-on-sale', { planCode, interval: s.interval, currency: s.currency });
    if (plan.trialDays === 0 || s.endsOn !== null || s.lastPeriodNo > 0 || s.canceledAt !== null) throw new Refusal('trial-not-possible');
    const today = dayIn(now, s.timeZone);
    const endsOn = addDays(today, plan.trialDays);
    // The day the trial ends is the anchor: paid time begins there.
    const trying: Subscription = {
      ...s, planCode: plan.code, planVersion: plan.version, graceDays: plan.graceDays, retentionDays: plan.retentionDays,
      anchor: endsOn, endsAtMonths: 0, endsOn, trial: true, fallsBackTo: s.planCode, lastPeriodNo: 1, revision: s.revision + 1, soldAt: now,
    };
    await this.periods.add(tx, trying, [
      {
        periodNo: 1, kind: 'trial', anchor: endsOn, fromMonths: 0, toMonths: 0, startsOn: today, endsOn, netMinor: 0, quoteId: null,
        items: [{ kind: 'plan', code: plan.code, version: plan.version, quantity: 1, fromOn: today, paidMinor: 0 }],
      },
    ]);
    await this.audit.record(tx, workspaceId, { actor, command: 'start-trial', subject: { kind: 'subscription', id: workspaceId }, details: { plan: plan.code, endsOn } });
    await this.keep.run(tx, s, trying, actor);
  }
}
