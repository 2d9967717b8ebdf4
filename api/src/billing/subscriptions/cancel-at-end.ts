import { Injectable } from '@nestjs/common';
import { serviceAt } from '@perennial/billing';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { KeepSubscription } from './keep-subscription.js';
import { SubscriptionStore } from './subscription.store.js';

const CANCELABLE: ReadonlySet<string> = new Set(['trialing', 'active', 'past_due']);

/** Tells the plan to end with the paid time. Until then everything stays as it is, and it can be taken back. */
@Injectable()
export class CancelAtEnd {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `not-cancelable`. */
  async run(tx: Tx, actor: Actor, workspaceId: string): Promise<void> {
    const s = await this.subscriptions.lock(tx, workspaceId);
    const { state } = serviceAt(s, this.clock.now());
    if (s.endsOn === null || s.cancelAtEnd || !CANCELABLE.has(state)) throw new Refusal('not-cancelable', { state });
    await this.audit.record(tx, workspaceId, { actor, command: 'cancel-at-end', subject: { kind: 'subscription', id: workspaceId }, details: { endsOn: s.endsOn } });
    await this.keep.run(tx, s, { ...s, cancelAtEnd: true }, actor);
  }
}
