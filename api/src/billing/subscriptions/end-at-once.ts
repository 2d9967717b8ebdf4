import { Injectable } from '@nestjs/common';
import { serviceAt } from '@perennial/billing';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { KeepSubscription } from './keep-subscription.js';
import { SubscriptionStore } from './subscription.store.js';

/** The operator ends a plan now, for a reason. What was paid for is settled apart; the data stays readable. */
@Injectable()
export class EndAtOnce {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `not-cancelable`. */
  async run(tx: Tx, actor: Actor, workspaceId: string, reason: string): Promise<void> {
    const now = this.clock.now();
    const s = await this.subscriptions.lock(tx, workspaceId);
    const { state } = serviceAt(s, now);
    if (state === 'canceled' || state === 'expired') throw new Refusal('not-cancelable', { state });
    await this.audit.record(tx, workspaceId, { actor, command: 'end-at-once', subject: { kind: 'subscription', id: workspaceId }, details: { state } });
    await this.keep.run(tx, s, { ...s, canceledAt: now, cancelReason: reason, revision: s.revision + 1 }, actor);
  }
}
