import type Stripe from 'stripe';
import type { PaidWith } from '../../invoices/paid-with.js';
import type { PaymentAttempt } from '../payment-attempt.js';
import { idOf } from './stripe.js';

/** A card as the provider keeps it. */
export interface ProviderCard {
  readonly paymentMethodId: string;
  readonly brand: string;
  readonly last4: string;
  readonly expiresYear: number;
  readonly expiresMonth: number;
}

/** How an attempt stands at the provider, as far as we act on it. */
export interface ProviderState {
  readonly sessionId: string | null;
  readonly paymentIntentId: string | null;
  /** Where the payer can pay, while the page is open. */
  readonly url: string | null;
  /** over: nothing can be paid on it any more. */
  readonly stage: 'open' | 'needs-action' | 'processing' | 'paid' | 'over';
  /** It is over because we took it back, not because it failed. */
  readonly withdrawn?: boolean;
  readonly lastFailure: string | null;
  /** What came in, when it is paid. */
  readonly received: { readonly currency: string; readonly amountMinor: number } | null;
  /** The card that paid, when the provider has saved it for later. */
  readonly savedCard: ProviderCard | null;
  /** What it was paid with, as an invoice says it. */
  readonly paidWith?: PaidWith | null;
}

/** One way to collect through the provider. */
export interface ProviderPayment {
  /** The attempt at the provider, made there when it isn't yet. Repeating it does nothing twice. */
  ensure(attempt: PaymentAttempt): Promise<ProviderState>;
  /** As `ensure`, but makes nothing. @returns null when the provider knows nothing of it */
  look(attempt: PaymentAttempt): Promise<ProviderState | null>;
  /** Sees to it that nothing can be paid on it any more. @returns its state after that, which may be paid */
  close(attempt: PaymentAttempt): Promise<ProviderState>;
}

/** A checkout session whose payment intent, if any, is expanded with its payment method. */
export function stateOfSession(session: Stripe.Checkout.Session): ProviderState {
  const intent = typeof session.payment_intent === 'string' ? null : session.payment_intent;
  const paid = session.payment_status === 'paid';
  const nothingToCome = intent?.status === 'requires_payment_method' || intent?.status === 'canceled';
  return {
    sessionId: session.id,
    paymentIntentId: idOf(session.payment_intent),
    url: session.url,
    stage: paid ? 'paid' : session.status === 'expired' ? 'over' : session.status === 'complete' ? (nothingToCome ? 'over' : 'processing') : 'open',
    lastFailure: failureOf(intent),
    received: paid ? { currency: (session.currency ?? '').toUpperCase(), amountMinor: session.amount_total ?? 0 } : null,
    savedCard: intent?.payment_method_options?.card?.setup_future_usage === 'off_session' ? cardOf(intent.payment_method) : null,
    paidWith: paid ? meansOf(intent?.payment_method ?? null) : null,
  };
}

/** Given when a payment is taken back; the provider then says it to whoever looks. */
export const WITHDRAWN = 'requested_by_customer';

export function stateOfIntent(intent: Stripe.PaymentIntent): ProviderState {
  return {
    withdrawn: intent.cancellation_reason === WITHDRAWN,
    sessionId: null,
    paymentIntentId: intent.id,
    url: null,
    stage: stageOfIntent(intent),
    lastFailure: failureOf(intent),
    received: intent.status === 'succeeded' ? { currency: intent.currency.toUpperCase(), amountMinor: intent.amount_received } : null,
    savedCard: null,
  };
}

/** The card behind an expanded payment method; null for a wallet. */
export function cardOf(method: string | Stripe.PaymentMethod | null): ProviderCard | null {
  if (method === null || typeof method === 'string' || !method.card) return null;
  const { brand, last4, exp_year: expiresYear, exp_month: expiresMonth } = method.card;
  return { paymentMethodId: method.id, brand, last4, expiresYear, expiresMonth };
}

function meansOf(method: string | Stripe.PaymentMethod | null): PaidWith | null {
  if (method === null || typeof method === 'string') return null;
  if (method.type === 'alipay') return { kind: 'alipay' };
  if (method.type === 'wechat_pay') return { kind: 'wechat_pay' };
  const card = cardOf(method);
  return card && { kind: 'card', brand: card.brand, last4: card.last4 };
}

// Asking for the customer is no refusal: the same intent can still be confirmed by them. After any other "no" it is over for
// this attempt, and the intent is cancelled.
function stageOfIntent(intent: Stripe.PaymentIntent): ProviderState['stage'] {
  switch (intent.status) {
    case 'succeeded':
      return 'paid';
    case 'processing':
    case 'requires_capture':
      return 'processing';
    case 'canceled':
      return 'over';
    case 'requires_action':
      return 'needs-action';
    default:
      return ASKS_FOR_THE_CUSTOMER.has(intent.last_payment_error?.code ?? '') ? 'needs-action' : 'over';
  }
}

// The second is what an intent says after the customer answered the bank with "no" or not at all: they may answer again.
const ASKS_FOR_THE_CUSTOMER: ReadonlySet<string> = new Set(['authentication_required', 'payment_intent_authentication_failure']);

function failureOf(intent: Stripe.PaymentIntent | null): string | null {
  const error = intent?.last_payment_error;
  return error?.decline_code ?? error?.code ?? null;
}
