import { Injectable } from '@nestjs/common';
import { serviceAt } from '@perennial/billing';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { KeepSubscription } from './keep-subscription.js';
import { SubscriptionStore } from './subscription.store.js';

/** Takes back that the plan is to end, while it still runs. After its end it is renewed by paying. */
@Injectable()
export class ResumeSubscription {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `not-resumable`. */
  async run(tx: Tx, actor: Actor, workspaceId: string): Promise<void> {
    const s = await this.subscriptions.lock(tx, workspaceId);
    const { access } = serviceAt(s, this.clock.now());
    if (!s.cancelAtEnd || access !== 'full') throw new Refusal('not-resumable');
    await this.audit.record(tx, workspaceId, { actor, command: 'resume-subscription', subject: { kind: 'subscription', id: workspaceId } });
    await this.keep.run(tx, s, { ...s, cancelAtEnd: false }, actor);
  }
}
