import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { SavedCardStore } from '../cards/saved-card.store.js';
import { LastLook } from '../last-look.js';
import type { PaymentAttempt } from '../payment-attempt.js';
import { ProviderRequests } from './provider-requests.js';
import { type ProviderPayment, type ProviderState, stateOfIntent, WITHDRAWN } from './provider-state.js';
import { isDefiniteNo, StripeClient } from './stripe.js';
import { StripeCustomers } from './stripe-customers.js';

/** Nothing was charged and nothing will be. */
const NEVER_SENT: ProviderState = { sessionId: null, paymentIntentId: null, url: null, stage: 'over', lastFailure: null, received: null, savedCard: null };

/** How long a request may still be under way after which its outcome is what the provider shows. */
const UNDER_WAY_MS = 5 * 60_000;

/** The debit of a saved card without its owner. Never called inside a transaction: the provider may take seconds. */
@Injectable()
export class CardDebits implements ProviderPayment {
  constructor(
    private readonly stripe: StripeClient,
    private readonly customers: StripeCustomers,
    private readonly database: Database,
    private readonly lastLook: LastLook,
    private readonly cards: SavedCardStore,
    private readonly requests: ProviderRequests,
    private readonly clock: Clock,
  ) {}

  /** The attempt's intent; made and confirmed in one call when there is none yet. */
  async ensure(attempt: PaymentAttempt): Promise<ProviderState> {
    if (attempt.stripePaymentIntentId !== null) return this.endOf(attempt.stripePaymentIntentId);
    const customer = await this.customers.ensure(attempt.workspaceId);
    return this.requests.once(attempt.workspaceId, `attempt-${attempt.id}`, {
      look: async () => {
        const intentId = await this.find(attempt, customer);
        return intentId === null ? null : this.endOf(intentId);
      },
      make: (key) => this.debitIfOwed(attempt, customer, key),
    });
  }

  async look(attempt: PaymentAttempt): Promise<ProviderState | null> {
    if (attempt.stripePaymentIntentId !== null) return this.read(attempt.stripePaymentIntentId);
    const intentId = await this.find(attempt, await this.customers.ensure(attempt.workspaceId));
    return intentId === null ? null : this.read(intentId);
  }

  /** Cancels the intent, so that nobody can confirm it any more. @returns its state after that, which may be paid */
  async close(attempt: PaymentAttempt): Promise<ProviderState> {
    const before = await this.look(attempt);
    if (!before) {
      // The request may be on its way at this moment; to call it cancelled now would be a guess about somebody's money.
      if (!this.isLater(attempt)) throw new Refusal('payment-under-way');
      return NEVER_SENT;
    }
    if (before.stage === 'paid' || before.stage === 'processing' || before.paymentIntentId === null) return before;
    await this.stripe.api.paymentIntents.cancel(before.paymentIntentId, { cancellation_reason: WITHDRAWN }).catch(() => undefined);
    return this.read(before.paymentIntentId);
  }

  /** The customer is there now and confirms the same intent. @returns where the bank asks them, or null when it didn't ask */
  async confirm(attempt: PaymentAttempt, returnUrl: string): Promise<string | null> {
    if (attempt.stripePaymentIntentId === null) throw new Refusal('payment-not-open');
    const card = await this.database.inWorkspace(attempt.workspaceId, (tx) => this.cards.get(tx, attempt.workspaceId, attempt.cardId ?? ''));
    const before = await this.stripe.api.paymentIntents.retrieve(attempt.stripePaymentIntentId);
    const asked = before.status === 'requires_action' ? before : await this.confirmed(before, card.stripePaymentMethodId, returnUrl);
    return asked?.next_action?.redirect_to_url?.url ?? null;
  }

  private async confirmed(intent: Stripe.PaymentIntent, method: string, returnUrl: string): Promise<Stripe.PaymentIntent | null> {
    if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_confirmation') return null;
    return this.stripe.api.paymentIntents.confirm(intent.id, { payment_method: method, return_url: returnUrl }).catch(async (error: unknown) => {
      // A refusal stands in the intent, where it is read.
      if (isDefiniteNo(error)) return null;
      // The answer may be lost while the bank was asked or the money moved.
      const seen = await this.stripe.api.paymentIntents.retrieve(intent.id);
      if (seen.status === intent.status) throw error;
      return seen;
    });
  }

  private async debitIfOwed(attempt: PaymentAttempt, customer: string, key: string): Promise<ProviderState> {
    const { card, stillOwed } = await this.database.inWorkspace(attempt.workspaceId, async (tx) => ({
      card: await this.cards.get(tx, attempt.workspaceId, attempt.cardId ?? ''),
      stillOwed: await this.lastLook.allows(tx, attempt),
    }));
    if (!stillOwed || card.removedAt !== null) return NEVER_SENT;
    return this.debit(attempt, customer, card.stripePaymentMethodId, key);
  }

  private async debit(attempt: PaymentAttempt, customer: string, method: string, idempotencyKey: string): Promise<ProviderState> {
    const params: Stripe.PaymentIntentCreateParams = {
      amount: attempt.amountMinor,
      currency: attempt.currency.toLowerCase(),
      customer,
      payment_method: method,
      allowed_payment_method_types: ['card'],
      off_session: true,
      confirm: true,
      metadata: { workspace_id: attempt.workspaceId, attempt_id: attempt.id },
    };
    try {
      const intent = await this.stripe.api.paymentIntents.create(params, { idempotencyKey });
      // A replayed answer shows the intent as it was when it was made.
      return await this.read(intent.id);
    } catch (error) {
      const refused = error instanceof Stripe.errors.StripeError ? error.payment_intent : undefined;
      if (refused) return this.endOf(refused.id);
      if (isDefiniteNo(error)) return { ...NEVER_SENT, lastFailure: error.code ?? error.type };
      throw error;
    }
  }

  // After a "no" that is final for this attempt the intent must not be left where somebody could still confirm it.
  private async endOf(intentId: string): Promise<ProviderState> {
    const state = await this.read(intentId);
    if (state.stage === 'over') await this.stripe.api.paymentIntents.cancel(intentId).catch(() => undefined);
    return state;
  }

  private async read(intentId: string): Promise<ProviderState> {
    return stateOfIntent(await this.stripe.api.paymentIntents.retrieve(intentId));
  }

  private async find(attempt: PaymentAttempt, customer: string): Promise<string | null> {
    for await (const intent of this.stripe.api.paymentIntents.list({ customer, limit: 100 })) {
      if (intent.metadata['attempt_id'] === attempt.id) return intent.id;
    }
    return null;
  }

  private isLater({ createdAt }: PaymentAttempt): boolean {
    return this.clock.now().getTime() - createdAt.getTime() >= UNDER_WAY_MS;
  }
}
