import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { Job, type JobHandler } from '../../../platform/jobs/index.js';
import { isDefiniteNo, StripeClient } from '../provider/stripe.js';
import { SavedCardStore } from './saved-card.store.js';

export const DETACH_CARD = 'detach-card';

interface Removed extends Record<string, unknown> {
  readonly workspaceId: string;
  readonly cardId: string;
}

/** Tells the provider to forget a removed card. */
@Injectable()
@Job(DETACH_CARD)
export class DetachCard implements JobHandler<Removed> {
  constructor(
    private readonly database: Database,
    private readonly cards: SavedCardStore,
    private readonly stripe: StripeClient,
  ) {}

  async run({ workspaceId, cardId }: Removed): Promise<void> {
    const card = await this.database.inWorkspace(workspaceId, (tx) => this.cards.get(tx, workspaceId, cardId));
    // Saved again meanwhile.
    if (card.removedAt === null) return;
    await this.stripe.api.paymentMethods.detach(card.stripePaymentMethodId).catch((error: unknown) => {
      // It belongs to nobody any more: a run before this one was told so.
      if (!isDefiniteNo(error)) throw error;
    });
  }
}
