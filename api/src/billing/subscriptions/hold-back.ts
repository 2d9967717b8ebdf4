import { Injectable } from '@nestjs/common';
import { addDays, dayIn } from '@perennial/calendar';
import type { HoldBack as HoldBackInput } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { KeepSubscription } from './keep-subscription.js';
import { OverlayStore } from './overlay.store.js';
import { SubscriptionStore } from './subscription.store.js';

/** Holds back grace and suspension for some days, because of an extension or a transfer that is being looked at. */
@Injectable()
export class HoldBack {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly overlays: OverlayStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `no-days-needed`. @returns the overlay's id, by which it is lifted */
  async run(tx: Tx, actor: Actor, workspaceId: string, { kind, days, reason }: HoldBackInput): Promise<string> {
    const now = this.clock.now();
    const s = await this.subscriptions.lock(tx, workspaceId);
    if (s.endsOn === null) throw new Refusal('no-days-needed');
    const today = dayIn(now, s.timeZone);
    const overlay = { kind, from: today, until: addDays(today, days) };
    const id = await this.overlays.add(tx, workspaceId, overlay, reason, actor.id, now);
    await this.audit.record(tx, workspaceId, { actor, command: 'hold-back', subject: { kind: 'subscription', id: workspaceId }, details: { overlayId: id, kind, until: overlay.until } });
    await this.keep.run(tx, s, { ...s, overlays: [...s.overlays, overlay] }, actor);
    return id;
  }
}
