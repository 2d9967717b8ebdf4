import { Injectable } from '@nestjs/common';
import { endAfterTakingBack, type Unused } from '@perennial/billing';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { KeepSubscription } from './keep-subscription.js';
import { PeriodStore } from './period.store.js';
import { SubscriptionStore } from './subscription.store.js';

/** Takes back the time that is still to come, in the transaction that decides to pay its money back. */
@Injectable()
export class TakeBackTime {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly periods: PeriodStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `nothing-paid-ahead`. @returns how many days were taken */
  async run(tx: Tx, actor: Actor, workspaceId: string): Promise<Unused> {
    const now = this.clock.now();
    const s = await this.subscriptions.lock(tx, workspaceId);
    if (s.endsOn === null) throw new Refusal('nothing-paid-ahead');
    const { end, taken } = endAfterTakingBack(s, now);
    if (taken.paidDays + taken.grantedDays === 0) throw new Refusal('nothing-paid-ahead');
    await this.periods.endAll(tx, workspaceId, end.endsOn);
    await this.audit.record(tx, workspaceId, { actor, command: 'take-back-time', subject: { kind: 'subscription', id: workspaceId }, details: { ...taken } });
    await this.keep.run(tx, s, { ...s, ...end, soldAt: now, revision: s.revision + 1 }, actor);
    return taken;
  }
}
