import { Injectable, type OnModuleInit } from '@nestjs/common';
import type Stripe from 'stripe';
import { z } from 'zod';
import { Database } from '../../../platform/database/index.js';
import { SettleCardSetup } from '../cards/settle-card-setup.js';
import { PaymentAttemptStore } from '../payment-attempt.store.js';
import { isMissing, StripeClient } from '../provider/stripe.js';
import { SettlePayment } from '../settle-payment.js';
import type { StripeEvent } from './stripe-event.store.js';
import { type EventOutcome, type StripeEventHandler, StripeEventHandlers } from './stripe-event-handlers.js';

const OfAttempt = z.object({ workspace_id: z.uuid(), attempt_id: z.uuid() });
const OfSetup = z.object({ workspace_id: z.uuid(), card_setup_id: z.uuid() });

/** Events of payment pages, intents and card pages: whose object they name, that attempt or visit is looked at again. */
@Injectable()
export class PaymentEvents implements StripeEventHandler, OnModuleInit {
  constructor(
    private readonly handlers: StripeEventHandlers,
    private readonly stripe: StripeClient,
    private readonly database: Database,
    private readonly attempts: PaymentAttemptStore,
    private readonly settle: SettlePayment,
    private readonly settleSetup: SettleCardSetup,
  ) {}

  onModuleInit(): void {
    for (const prefix of ['checkout.session.', 'payment_intent.', 'setup_intent.']) this.handlers.register(prefix, this);
  }

  async apply({ type, objectId }: Pick<StripeEvent, 'type' | 'objectId'>): Promise<EventOutcome> {
    const object = await this.fetch(type, objectId);
    if (!object) return { kind: 'parked', because: 'no-such-object' };
    const attempt = OfAttempt.safeParse(object.metadata);
    if (attempt.success) return this.settleAttempt(attempt.data.workspace_id, attempt.data.attempt_id);
    const setup = OfSetup.safeParse(object.metadata);
    if (!setup.success) return { kind: 'ignored' };
    await this.settleSetup.run(setup.data.workspace_id, setup.data.card_setup_id, object.object === 'checkout.session' ? object.id : null);
    return { kind: 'applied', workspaceId: setup.data.workspace_id };
  }

  private async settleAttempt(workspaceId: string, attemptId: string): Promise<EventOutcome> {
    const known = await this.database.inWorkspace(workspaceId, (tx) => this.attempts.find(tx, workspaceId, attemptId));
    if (!known) return { kind: 'parked', because: 'no-such-payment' };
    await this.settle.run(workspaceId, attemptId);
    return { kind: 'applied', workspaceId };
  }

  private async fetch(type: string, id: string): Promise<Stripe.Checkout.Session | Stripe.PaymentIntent | Stripe.SetupIntent | null> {
    try {
      if (type.startsWith('checkout.session.')) return await this.stripe.api.checkout.sessions.retrieve(id);
      if (type.startsWith('setup_intent.')) return await this.stripe.api.setupIntents.retrieve(id);
      return await this.stripe.api.paymentIntents.retrieve(id);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }
}
