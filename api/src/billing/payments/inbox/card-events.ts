import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { AuditTrail, SYSTEM } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { SavedCardStore } from '../cards/saved-card.store.js';
import { cardOf } from '../provider/provider-state.js';
import { idOf, isMissing, StripeClient } from '../provider/stripe.js';
import { type StripeEvent, StripeEventStore } from './stripe-event.store.js';
import { type EventOutcome, type StripeEventHandler, StripeEventHandlers } from './stripe-event-handlers.js';

const OfWorkspace = z.object({ workspace_id: z.uuid() });
const Detached = z.object({ data: z.object({ previous_attributes: z.object({ customer: z.string() }) }) });

/** Events of saved cards: the bank sent a new one for the same account, or somebody removed one at the provider. */
@Injectable()
export class CardEvents implements StripeEventHandler, OnModuleInit {
  constructor(
    private readonly handlers: StripeEventHandlers,
    private readonly stripe: StripeClient,
    private readonly database: Database,
    private readonly cards: SavedCardStore,
    private readonly events: StripeEventStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.handlers.register('payment_method.', this);
  }

  async apply({ eventId, objectId }: Pick<StripeEvent, 'eventId' | 'objectId'>): Promise<EventOutcome> {
    const method = await this.stripe.api.paymentMethods.retrieve(objectId).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    const customerId = idOf(method?.customer) ?? (await this.formerOwner(eventId));
    const workspaceId = customerId === null ? null : await this.workspaceOf(customerId);
    if (workspaceId === null) return { kind: 'ignored' };
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const card = await this.cards.byProviderId(tx, workspaceId, objectId);
      if (!card || card.removedAt !== null) return { kind: 'ignored' };
      const shown = method ? cardOf(method) : null;
      if (shown && idOf(method?.customer) !== null) {
        await this.cards.renew(tx, card, shown);
      } else {
        await this.cards.remove(tx, card, this.clock.now());
        await this.audit.record(tx, workspaceId, { actor: SYSTEM, command: 'remove-card', subject: { kind: 'card', id: card.id }, details: { last4: card.last4, at: 'provider' } });
      }
      return { kind: 'applied', workspaceId };
    });
  }

  private async formerOwner(eventId: string): Promise<string | null> {
    const detached = Detached.safeParse(await this.database.global((tx) => this.events.payload(tx, eventId)));
    return detached.success ? detached.data.data.previous_attributes.customer : null;
  }

  private async workspaceOf(customerId: string): Promise<string | null> {
    const customer = await this.stripe.api.customers.retrieve(customerId);
    const named = customer.deleted ? null : OfWorkspace.safeParse(customer.metadata);
    return named?.success ? named.data.workspace_id : null;
  }
}
