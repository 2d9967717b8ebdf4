import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { ScheduleBilling } from '../../notices/schedule-billing.js';
import { SubscriptionStore } from '../../subscriptions/subscription.store.js';
import type { SavedCard } from './saved-card.js';
import { SavedCardStore } from './saved-card.store.js';

/** Names the card that is charged from now on. Choosing the present one again asks for a new try with it. */
@Injectable()
export class ChooseCard {
  constructor(
    private readonly database: Database,
    private readonly cards: SavedCardStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, cardId: string): Promise<SavedCard> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, workspaceId);
      const card = await this.cards.get(tx, workspaceId, cardId);
      if (card.removedAt !== null) throw new Refusal('not-found');
      const chosen = await this.cards.choose(tx, card, this.clock.now());
      await this.audit.record(tx, workspaceId, { actor, command: 'choose-card', subject: { kind: 'card', id: cardId } });
      await this.schedule.run(tx, s);
      return chosen;
    });
  }
}
