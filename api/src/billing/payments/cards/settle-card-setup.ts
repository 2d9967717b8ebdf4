import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Clock } from '../../../platform/clock/index.js';
import { Database, type Tx } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { cardOf } from '../provider/provider-state.js';
import { StripeClient } from '../provider/stripe.js';
import { type CardSetup, CardSetupStore } from './card-setup.store.js';
import { SaveCard } from './save-card.js';

/** Brings a visit to the card page up to what the provider says now. Webhook and return page both come here. */
@Injectable()
export class SettleCardSetup {
  constructor(
    private readonly database: Database,
    private readonly setups: CardSetupStore,
    private readonly saveCard: SaveCard,
    private readonly stripe: StripeClient,
    private readonly clock: Clock,
  ) {}

  /** @param sessionId as the provider's event names it, when we died before we could write it down */
  async run(workspaceId: string, setupId: string, sessionId: string | null = null): Promise<CardSetup> {
    const setup = await this.database.inWorkspace(workspaceId, (tx) => this.setups.find(tx, workspaceId, setupId));
    if (!setup) throw new Refusal('not-found');
    const session = setup.stripeSessionId ?? sessionId;
    if (setup.status === 'succeeded' || session === null) return setup;
    const seen = await this.stripe.api.checkout.sessions.retrieve(session, { expand: ['setup_intent.payment_method'] });
    return this.database.inWorkspace(workspaceId, async (tx) => this.apply(tx, await this.setups.lock(tx, workspaceId, setupId), seen));
  }

  private async apply(tx: Tx, setup: CardSetup, session: Stripe.Checkout.Session): Promise<CardSetup> {
    if (setup.status === 'succeeded') return setup;
    const intent = typeof session.setup_intent === 'string' ? null : session.setup_intent;
    const card = session.status === 'complete' && intent?.status === 'succeeded' ? cardOf(intent.payment_method) : null;
    if (card) {
      const { id: cardId } = await this.saveCard.run(tx, setup.workspaceId, card, setup.consentId);
      return this.setups.change(tx, setup, { status: 'succeeded', stripeSessionId: session.id, cardId }, this.clock.now());
    }
    const status = session.status === 'expired' ? 'expired' : 'open';
    return this.setups.change(tx, setup, { status, stripeSessionId: session.id, url: session.url }, status === 'expired' ? this.clock.now() : null);
  }
}
