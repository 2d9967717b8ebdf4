import { Injectable } from '@nestjs/common';
import { AuditTrail, SYSTEM } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { ScheduleBilling } from '../../notices/schedule-billing.js';
import { SubscriptionStore } from '../../subscriptions/subscription.store.js';
import type { ProviderCard } from '../provider/provider-state.js';
import type { SavedCard } from './saved-card.js';
import { SavedCardStore } from './saved-card.store.js';

/** Keeps a card that the provider has saved with its owner's consent, and charges this one from now on. */
@Injectable()
export class SaveCard {
  constructor(
    private readonly cards: SavedCardStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string, card: ProviderCard, consentId: string): Promise<SavedCard> {
    const now = this.clock.now();
    const saved = await this.cards.put(tx, workspaceId, card, consentId, now);
    if (saved.addedAt < now) return saved;
    await this.audit.record(tx, workspaceId, { actor: SYSTEM, command: 'save-card', subject: { kind: 'card', id: saved.id }, details: { brand: card.brand, last4: card.last4, consentId } });
    // A renewal that an old card has failed is tried with this one at once.
    const subscription = await this.subscriptions.find(tx, workspaceId);
    if (subscription) await this.schedule.run(tx, subscription);
    return saved;
  }
}
