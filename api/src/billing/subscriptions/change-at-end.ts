import { Injectable } from '@nestjs/common';
import { inForceOn, isBackOnFree } from '@perennial/billing';
import type { ChangeAtEnd as ChangeAtEndInput } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { AddOnStore } from '../plans/add-on.store.js';
import { PlanStore } from '../plans/plan.store.js';
import { KeepSubscription } from './keep-subscription.js';
import { type PendingChange, PendingChangeStore } from './pending-change.store.js';
import { PeriodStore } from './period.store.js';
import { SubscriptionStore } from './subscription.store.js';

/**
 * Puts down a smaller plan, another interval or fewer add-ons for the time after the paid time: the next renewal is quoted that
 * way, and a free plan goes on by itself. Nothing that is paid for is taken away, and nothing is paid back. A newer wish replaces the one before.
 */
@Injectable()
export class ChangeAtEnd {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly plans: PlanStore,
    private readonly addOns: AddOnStore,
    private readonly periods: PeriodStore,
    private readonly pending: PendingChangeStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `nothing-paid-ahead`, `plan-not-on-sale`, `add-on-not-on-sale`, `not-a-downgrade`, `subscription-canceled`. */
  async run(tx: Tx, actor: Actor, workspaceId: string, change: ChangeAtEndInput): Promise<PendingChange> {
    const now = this.clock.now();
    const s = await this.subscriptions.lock(tx, workspaceId);
    if (s.canceledAt !== null) throw new Refusal('subscription-canceled');
    if (s.endsOn === null || s.trial || isBackOnFree(s, now)) throw new Refusal('nothing-paid-ahead');
    const wish = { planCode: change.planCode ?? s.planCode, interval: change.interval ?? s.interval };
    const onSale = await this.plans.onSale(tx);
    const plan = onSale.find(({ code, prices }) => code === wish.planCode && prices.some((p) => p.interval === wish.interval && p.currency === s.currency));
    if (!plan) throw new Refusal('plan-not-on-sale', { ...wish, currency: s.currency });
    const current = await this.plans.version(tx, s.planCode, s.planVersion);
    if (plan.rank > current.rank) throw new Refusal('not-a-downgrade', { from: s.planCode, to: plan.code });
    const held = inForceOn(await this.periods.from(tx, workspaceId, s.endsOn), s.endsOn)?.addOns ?? [];
    const addOns = change.addOns ?? held.map(({ code, quantity }) => ({ code, quantity }));
    const known = new Set((await this.addOns.onSale(tx)).map(({ code }) => code));
    const unknown = addOns.find(({ code }) => !known.has(code));
    if (unknown) throw new Refusal('add-on-not-on-sale', { code: unknown.code, interval: wish.interval, currency: s.currency });
    const free = plan.prices.every(({ amount }) => amount === 0);
    await this.pending.put(tx, workspaceId, { ...wish, addOns }, actor.id, now);
    await this.audit.record(tx, workspaceId, {
      actor, command: 'change-at-end', subject: { kind: 'subscription', id: workspaceId }, details: { ...wish, addOns },
    });
    await this.keep.run(tx, s, { ...s, fallsBackTo: free ? plan.code : null }, actor);
    return { ...wish, addOns };
  }

  /** Takes the wish back. Refuses `no-subscription`, `nothing-to-change`. */
  async undo(tx: Tx, actor: Actor, workspaceId: string): Promise<void> {
    const s = await this.subscriptions.lock(tx, workspaceId);
    if (!(await this.pending.remove(tx, workspaceId))) throw new Refusal('nothing-to-change');
    await this.audit.record(tx, workspaceId, { actor, command: 'keep-plan', subject: { kind: 'subscription', id: workspaceId } });
    await this.keep.run(tx, s, { ...s, fallsBackTo: s.trial ? s.fallsBackTo : null }, actor);
  }
}
