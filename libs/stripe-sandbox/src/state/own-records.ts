/*
 * What the sandbox remembers beside Stripe's objects. These are here, apart from the code that uses them, because the
 * state must know their types and that code must know the state.
 */

/** Money a customer transferred and that isn't used for a payment yet. */
export interface CashAccount {
  /** The customer's id. */
  readonly id: string;
  /** By currency, in minor units; a currency at zero is left out, as on Stripe. */
  readonly available: Readonly<Record<string, number>>;
  readonly mode: 'automatic' | 'manual';
  /** The merchant's own setting until the customer gets one of its own. */
  readonly usesMerchantDefault: boolean;
}

/** What the payment or set-up of a checkout will be made with, once the customer submits the page. */
export interface SessionPlan {
  /** The session's id. */
  readonly id: string;
  readonly description: string | null;
  readonly metadata: Record<string, string>;
  readonly receiptEmail: string | null;
  readonly setupFutureUsage: 'off_session' | 'on_session' | null;
  readonly statementDescriptor: string | null;
  readonly statementDescriptorSuffix: string | null;
}

/** Something that happens by itself when its time has come: an open checkout expires, a slow refund or payment arrives. */
export interface LaterStep {
  readonly id: string;
  readonly step: 'expire-session' | 'settle-payment' | 'settle-refund' | 'fail-refund';
  /** The id of the object it happens to. */
  readonly subject: string;
  /** Unix seconds by the sandbox's clock. */
  readonly dueAt: number;
}

/** Which test card a payment method stands for; the payment method itself shows no more than the last four digits. */
export interface CardBehind {
  /** The payment method's id. */
  readonly id: string;
  readonly number: string;
  /** Saved for off-session use with the cardholder's confirmation. */
  readonly setUp: boolean;
}

/** One copy of an event on its way to the webhook address. It exists until an answer in the 200s. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly attempts: number;
  /** Not before this real moment, in milliseconds: the network doesn't follow the sandbox's clock. */
  readonly notBefore: number;
}

/** The first answer to an idempotency key, given again to every repetition, also when it was an error. */
export interface SavedAnswer {
  /** The idempotency key. */
  readonly id: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
  /** Unix seconds by the sandbox's clock. */
  readonly created: number;
}
