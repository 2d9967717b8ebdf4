import { Injectable } from '@nestjs/common';
import { MONTHS_IN, type PeriodItem, serviceAt, termFrom } from '@perennial/billing';
import { type PlainDate, startOfDay } from '@perennial/calendar';
import type { BillingInterval } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { type PricedPlan, PlanStore } from '../plans/plan.store.js';
import { type BillingParty, BillingPartyStore } from './billing-party.store.js';
import { PeriodStore } from './period.store.js';
import { SubscriberStore } from './subscriber.store.js';
import type { Subscription } from './subscription.js';
import { SubscriptionStore } from './subscription.store.js';

export interface NewSubscription extends BillingParty {
  readonly planCode: string;
  readonly interval: BillingInterval;
  /**
   * `forever`: a free plan. `paid` and `trial`: one interval that ends so that `endsOn` is the first day not covered;
   * a trial may begin later than an interval before that.
   */
  readonly covered: { readonly kind: 'forever' } | { readonly kind: 'paid' | 'trial'; readonly endsOn: PlainDate };
}

/** Gives a workspace its first plan, inside the transaction that opens the workspace. */
@Injectable()
export class SubscribeWorkspace {
  constructor(
    private readonly plans: PlanStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly periods: PeriodStore,
    private readonly subscribers: SubscriberStore,
    private readonly parties: BillingPartyStore,
    private readonly workspaces: WorkspaceSettings,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `already-subscribed` and `plan-not-on-sale`. */
  async run(tx: Tx, actor: Actor, workspaceId: string, request: NewSubscription): Promise<void> {
    const { currency, timeZone } = await this.workspaces.get(tx, workspaceId);
    const { planCode, interval, covered } = request;
    const price = await this.plans.priceOnSale(tx, planCode, interval, currency);
    if (!price) throw new Refusal('plan-not-on-sale', { planCode, interval, currency });
    const subscription = firstSubscription(workspaceId, price, timeZone, request, this.clock.now());
    if (!(await this.subscriptions.add(tx, subscription))) throw new Refusal('already-subscribed');
    if (covered.kind !== 'forever') {
      const { anchor, fromMonths, toMonths, start, end } = termFrom(covered.endsOn, -MONTHS_IN[interval], interval);
      const netMinor = covered.kind === 'paid' ? price.amount : 0;
      const plan: PeriodItem = { kind: 'plan', code: planCode, version: price.planVersion, quantity: 1, fromOn: start, paidMinor: netMinor };
      await this.periods.add(tx, subscription, [
        { periodNo: 1, kind: covered.kind, anchor, fromMonths, toMonths, startsOn: start, endsOn: end, netMinor, quoteId: null, items: [plan] },
      ]);
    }
    await this.parties.put(tx, workspaceId, request);
    await this.subscribers.put(tx, subscription);
    await this.schedule.run(tx, subscription);
    await this.audit.record(tx, workspaceId, {
      actor, command: 'subscribe-workspace', subject: { kind: 'subscription', id: workspaceId }, details: { planCode, interval, ...covered },
    });
  }
}

const earlierInstant = (a: Date, b: Date) => (a < b ? a : b);

// The day the paid time ends is the anchor: the next term begins there, and a workspace whose plan ends on the 31st keeps the 31st.
function firstSubscription(workspaceId: string, price: PricedPlan, timeZone: string, { covered }: NewSubscription, now: Date): Subscription {
  const start = covered.kind === 'forever' ? null : termFrom(covered.endsOn, -MONTHS_IN[price.interval], price.interval).start;
  const sold: Omit<Subscription, 'state'> = {
    workspaceId,
    planCode: price.planCode,
    planVersion: price.planVersion,
    interval: price.interval,
    currency: price.currency,
    timeZone,
    anchor: covered.kind === 'forever' ? now.toISOString().slice(0, 10) : covered.endsOn,
    endsAtMonths: 0,
    endsOn: covered.kind === 'forever' ? null : covered.endsOn,
    grantedDays: 0,
    overlays: [],
    trial: covered.kind === 'trial',
    cancelAtEnd: false,
    canceledAt: null,
    cancelReason: null,
    pastDueSince: null,
    fallsBackTo: null,
    graceDays: price.graceDays,
    retentionDays: price.retentionDays,
    lastPeriodNo: start === null ? 0 : 1,
    revision: 0,
    // A period that only begins later was sold today all the same.
    soldAt: start === null ? now : earlierInstant(now, startOfDay(start, timeZone)),
    stateSince: now,
  };
  return { ...sold, state: serviceAt(sold, now).state };
}
