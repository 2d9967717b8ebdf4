import { Injectable } from '@nestjs/common';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { KeepSubscription } from './keep-subscription.js';
import { SubscriptionStore } from './subscription.store.js';

/** An automatic payment failed: service goes on in full, and the page says so. A payment that succeeds ends it. */
@Injectable()
export class MarkPastDue {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string): Promise<void> {
    const s = await this.subscriptions.lock(tx, workspaceId);
    if (s.pastDueSince !== null) return;
    await this.audit.record(tx, workspaceId, { actor: SYSTEM, command: 'mark-past-due', subject: { kind: 'subscription', id: workspaceId } });
    await this.keep.run(tx, s, { ...s, pastDueSince: this.clock.now() }, SYSTEM);
  }
}
