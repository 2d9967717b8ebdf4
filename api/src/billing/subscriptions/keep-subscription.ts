import { Injectable } from '@nestjs/common';
import { serviceAt, type ServiceState, transitionsSince } from '@perennial/billing';
import { Entitlements } from '../../access/index.js';
import { type Actor, AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { SubscriberStore } from './subscriber.store.js';
import type { Subscription } from './subscription.js';
import { SubscriptionStore } from './subscription.store.js';

/**
 * Writes a changed subscription down: the steps its state made by itself until now, the step this change makes, the operator's
 * card index, when to look again, and that the workspace may do more or less from now on.
 */
@Injectable()
export class KeepSubscription {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly subscribers: SubscriberStore,
    private readonly schedule: ScheduleBilling,
    private readonly entitlements: Entitlements,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @param before as it was locked; the same as `after` when only time has passed */
  async run(tx: Tx, before: Subscription, after: Subscription, actor: Actor): Promise<Subscription> {
    const now = this.clock.now();
    let state = before.state;
    for (const { from, to, at } of transitionsSince(before, before.state, before.stateSince, now)) {
      await this.record(tx, before.workspaceId, SYSTEM, from, to, at);
      state = to;
    }
    const reached = serviceAt(after, now).state;
    if (reached !== state) await this.record(tx, before.workspaceId, actor, state, reached, now);
    const kept: Subscription = { ...after, state: reached, stateSince: now };
    await this.subscriptions.update(tx, kept);
    await this.subscribers.put(tx, kept);
    await this.schedule.run(tx, kept);
    await this.entitlements.changed(tx, kept.workspaceId);
    return kept;
  }

  private async record(tx: Tx, workspaceId: string, actor: Actor, from: ServiceState, to: ServiceState, at: Date): Promise<void> {
    await this.audit.record(tx, workspaceId, {
      actor, command: 'change-service-state', subject: { kind: 'subscription', id: workspaceId }, details: { from, to, at: at.toISOString() },
    });
  }
}
