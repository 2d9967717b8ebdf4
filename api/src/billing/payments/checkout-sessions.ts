import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Database } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { paymentPage } from '../billing-links.js';
import { PayablePurposes } from './payable.js';
import type { PaymentAttempt } from './payment-attempt.js';
import { StripeClient } from './stripe.js';

type Session = Stripe.Checkout.Session;

/** What Stripe knows about an attempt, as far as we act on it. */
export interface CheckoutState {
  readonly sessionId: string;
  readonly url: string | null;
  readonly paid: boolean;
  readonly over: 'expired' | 'complete' | null;
  readonly paymentIntentId: string | null;
  readonly lastFailure: string | null;
}

/** The hosted payment page of an attempt. Never called inside a transaction: Stripe may take seconds. */
@Injectable()
export class CheckoutSessions {
  constructor(
    private readonly stripe: StripeClient,
    private readonly database: Database,
    private readonly purposes: PayablePurposes,
    private readonly workspaces: WorkspaceSettings,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The attempt's session; made when there is none yet. The key makes a repeated call the same call, also after a crash. */
  async ensure(attempt: PaymentAttempt): Promise<CheckoutState> {
    if (attempt.stripeSessionId !== null) return this.read(attempt.stripeSessionId);
    const session = await this.stripe.api.checkout.sessions.create(await this.request(attempt), { idempotencyKey: `attempt-${attempt.id}` });
    // A replayed answer shows the session as it was when it was made.
    return this.read(session.id);
  }

  async read(sessionId: string): Promise<CheckoutState> {
    return stateOf(await this.stripe.api.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent'] }));
  }

  /** Closes the page, so that nobody can pay on it any more. @returns its state after that, which may be paid */
  async expire(sessionId: string): Promise<CheckoutState> {
    const before = await this.read(sessionId);
    if (before.over !== null) return before;
    await this.stripe.api.checkout.sessions.expire(sessionId).catch(() => undefined);
    return this.read(sessionId);
  }

  private async request(attempt: PaymentAttempt): Promise<Stripe.Checkout.SessionCreateParams> {
    const { workspaceId } = attempt;
    const { lines, locale } = await this.database.inWorkspace(workspaceId, async (tx) => ({
      lines: await this.purposes.of(attempt).lines(tx, workspaceId, attempt.payableId),
      locale: (await this.workspaces.get(tx, workspaceId)).locale,
    }));
    const metadata = { workspace_id: workspaceId, attempt_id: attempt.id };
    const back = paymentPage(this.settings.publicUrl, workspaceId, attempt.id);
    return {
      mode: 'payment',
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

function stateOf(session: Session): CheckoutState {
  const intent = typeof session.payment_intent === 'string' ? null : session.payment_intent;
  const error = intent?.last_payment_error;
  return {
    sessionId: session.id,
    url: session.url,
    paid: session.payment_status === 'paid',
    over: session.status === 'expired' ? 'expired' : session.status === 'complete' ? 'complete' : null,
    paymentIntentId: intent?.id ?? (typeof session.payment_intent === 'string' ? session.payment_intent : null),
    lastFailure: error?.decline_code ?? error?.code ?? null,
  };
}
