import { Injectable } from '@nestjs/common';
import { serviceAt } from '@perennial/billing';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { KeepSubscription } from './keep-subscription.js';
import { SubscriptionStore } from './subscription.store.js';

/** The operator takes back the end of a plan: it is where it would have been without it. */
@Injectable()
export class ReinstateSubscription {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `not-resumable`. */
  async run(tx: Tx, actor: Actor, workspaceId: string): Promise<void> {
    const s = await this.subscriptions.lock(tx, workspaceId);
    if (serviceAt(s, this.clock.now()).state !== 'canceled') throw new Refusal('not-resumable');
    await this.audit.record(tx, workspaceId, { actor, command: 'reinstate-subscription', subject: { kind: 'subscription', id: workspaceId } });
    await this.keep.run(tx, s, { ...s, canceledAt: null, cancelReason: null }, actor);
  }
}
