import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Database } from '../../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import { WorkspaceSettings } from '../../../workspaces/index.js';
import { paymentPage } from '../../billing-links.js';
import { PayablePurposes } from '../payable.js';
import type { PaymentAttempt } from '../payment-attempt.js';
import { ProviderRequests } from './provider-requests.js';
import { type ProviderPayment, type ProviderState, stateOfSession } from './provider-state.js';
import { StripeClient } from './stripe.js';
import { StripeCustomers } from './stripe-customers.js';

/** How a payer may pay on the page. Which of them it shows depends on the currency and on what the operator has switched on. */
const PAYABLE_WITH = ['card', 'alipay', 'wechat_pay'];

/** The hosted payment page of an attempt. Never called inside a transaction: the provider may take seconds. */
@Injectable()
export class CheckoutSessions implements ProviderPayment {
  constructor(
    private readonly stripe: StripeClient,
    private readonly customers: StripeCustomers,
    private readonly database: Database,
    private readonly purposes: PayablePurposes,
    private readonly workspaces: WorkspaceSettings,
    private readonly requests: ProviderRequests,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The attempt's session; made when there is none yet. */
  async ensure(attempt: PaymentAttempt): Promise<ProviderState> {
    if (attempt.stripeSessionId !== null) return this.read(attempt.stripeSessionId);
    const customer = await this.customers.ensure(attempt.workspaceId);
    return this.requests.once(attempt.workspaceId, `attempt-${attempt.id}`, {
      look: () => this.lookUp(attempt, customer),
      // A replayed answer shows the session as it was when it was made.
      make: async (idempotencyKey) => this.read((await this.stripe.api.checkout.sessions.create(await this.request(attempt, customer), { idempotencyKey })).id),
    });
  }

  async look(attempt: PaymentAttempt): Promise<ProviderState | null> {
    if (attempt.stripeSessionId !== null) return this.read(attempt.stripeSessionId);
    return this.lookUp(attempt, await this.customers.ensure(attempt.workspaceId));
  }

  /** Closes the page, so that nobody can pay on it any more. @returns its state after that, which may be paid */
  async close(attempt: PaymentAttempt): Promise<ProviderState> {
    const before = await this.ensure(attempt);
    if (before.stage !== 'open' || before.sessionId === null) return before;
    await this.stripe.api.checkout.sessions.expire(before.sessionId).catch(() => undefined);
    return this.read(before.sessionId);
  }

  private async read(sessionId: string): Promise<ProviderState> {
    return stateOfSession(await this.stripe.api.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent.payment_method'] }));
  }

  private async lookUp(attempt: PaymentAttempt, customer: string): Promise<ProviderState | null> {
    for await (const session of this.stripe.api.checkout.sessions.list({ customer, limit: 100 })) {
      if (session.metadata?.['attempt_id'] === attempt.id) return this.read(session.id);
    }
    return null;
  }

  private async request(attempt: PaymentAttempt, customer: string): Promise<Stripe.Checkout.SessionCreateParams> {
    const { workspaceId } = attempt;
    const { lines, locale } = await this.database.inWorkspace(workspaceId, async (tx) => ({
      lines: await this.purposes.of(attempt).lines(tx, workspaceId, attempt.payableId),
      locale: (await this.workspaces.get(tx, workspaceId)).locale,
    }));
    const metadata = { workspace_id: workspaceId, attempt_id: attempt.id };
    const back = paymentPage(this.settings.publicUrl, workspaceId, attempt.id);
    return {
      mode: 'payment',
      customer,
      allowed_payment_method_types: PAYABLE_WITH,
      payment_method_options: {
        wechat_pay: { client: 'web' },
        // Only a card can be kept, so it is asked of the card alone: asked of the whole page it would rule the wallets out.
        ...(attempt.cardConsentId === null ? {} : { card: { setup_future_usage: 'off_session' as const } }),
      },
      line_items: lines.map(({ name, amountMinor }) => ({
        quantity: 1,
        price_data: { currency: attempt.currency.toLowerCase(), unit_amount: amountMinor, product_data: { name } },
      })),
      client_reference_id: attempt.id,
      metadata,
      payment_intent_data: { metadata },
      locale: locale === 'zh-CN' ? 'zh' : 'en',
      success_url: back,
      cancel_url: back,
    };
  }
}
