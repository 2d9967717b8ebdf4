import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { JobQueue } from '../../../platform/jobs/index.js';
import { AutoRenewalStore } from '../auto-renewal/auto-renewal.store.js';
import { DETACH_CARD } from './detach-card.job.js';
import { SavedCardStore } from './saved-card.store.js';

/** Forgets a card: it is never charged again from here on, and the provider is told to forget it too. */
@Injectable()
export class RemoveCard {
  constructor(
    private readonly database: Database,
    private readonly cards: SavedCardStore,
    private readonly renewals: AutoRenewalStore,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, cardId: string): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const card = await this.cards.get(tx, workspaceId, cardId);
      if (card.removedAt !== null) return;
      const renewal = await this.renewals.find(tx, workspaceId);
      if (card.isDefault && renewal?.enabled) throw new Refusal('card-renews-the-plan');
      await this.cards.remove(tx, card, this.clock.now());
      await this.audit.record(tx, workspaceId, { actor, command: 'remove-card', subject: { kind: 'card', id: cardId }, details: { last4: card.last4 } });
      await this.jobs.enqueue(tx, DETACH_CARD, { workspaceId, cardId }, { key: `${DETACH_CARD}:${cardId}` });
    });
  }
}
