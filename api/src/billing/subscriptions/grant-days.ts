import { Injectable } from '@nestjs/common';
import { endAfterGrant } from '@perennial/billing';
import type { GrantDays as GrantDaysInput } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { GrantStore } from './grant.store.js';
import { KeepSubscription } from './keep-subscription.js';
import { SubscriptionStore } from './subscription.store.js';

/** Gives days on top of the paid ones. They move the end of the service and not the day that is billed; a stopped service begins again. */
@Injectable()
export class GrantDays {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly grants: GrantStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `no-days-needed`, `subscription-canceled`. */
  async run(tx: Tx, actor: Actor, workspaceId: string, { kind, days, reason }: GrantDaysInput): Promise<void> {
    const now = this.clock.now();
    const s = await this.subscriptions.lock(tx, workspaceId);
    if (s.endsOn === null) throw new Refusal('no-days-needed');
    if (s.canceledAt !== null) throw new Refusal('subscription-canceled');
    const end = endAfterGrant(s, days, now);
    const restarts = end.endsOn !== s.endsOn;
    const id = await this.grants.add(tx, workspaceId, { kind, days, reason, quoteId: null, grantedBy: actor.id, grantedAt: now });
    await this.audit.record(tx, workspaceId, { actor, command: 'grant-days', subject: { kind: 'subscription', id: workspaceId }, details: { grantId: id, kind, days } });
    // A quote says from where its days count. Where the service begins again that has changed.
    await this.keep.run(tx, s, { ...s, ...end, soldAt: now, revision: s.revision + (restarts ? 1 : 0) }, actor);
  }
}
