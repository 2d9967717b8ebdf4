import { Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { KeepSubscription } from './keep-subscription.js';
import { OverlayStore } from './overlay.store.js';
import { SubscriptionStore } from './subscription.store.js';

/** Ends today what holds back grace and suspension: the transfer was looked at, the extension is not needed any more. */
@Injectable()
export class LiftOverlay {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly overlays: OverlayStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `not-found`. */
  async run(tx: Tx, actor: Actor, workspaceId: string, id: string): Promise<void> {
    const s = await this.subscriptions.lock(tx, workspaceId);
    if (!(await this.overlays.liftOn(tx, workspaceId, id, dayIn(this.clock.now(), s.timeZone)))) throw new Refusal('not-found');
    await this.audit.record(tx, workspaceId, { actor, command: 'lift-overlay', subject: { kind: 'subscription', id: workspaceId }, details: { overlayId: id } });
    const { overlays } = await this.subscriptions.get(tx, workspaceId);
    await this.keep.run(tx, s, { ...s, overlays }, actor);
  }
}
