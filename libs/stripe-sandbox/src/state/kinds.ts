import type Stripe from 'stripe';
import { type Setting } from '../settings.js';
import { type CardBehind, type CashAccount, type Delivery, type LaterStep, type SavedAnswer, type SessionPlan } from './own-records.js';

/** Everything the sandbox remembers, by kind. The first group is what the API shows; the second is the sandbox's own. */
export interface Kinds {
  customer: Stripe.Customer;
  payment_method: Stripe.PaymentMethod;
  payment_intent: Stripe.PaymentIntent;
  setup_intent: Stripe.SetupIntent;
  charge: Stripe.Charge;
  balance_transaction: Stripe.BalanceTransaction;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  'checkout.session': Stripe.Checkout.Session;
  event: Stripe.Event;
  cash_transaction: Stripe.CustomerCashBalanceTransaction;

  cash_account: CashAccount;
  session_plan: SessionPlan;
  line_items: { id: string; items: Stripe.LineItem[] };
  card_behind: CardBehind;
  delivery: Delivery;
  later: LaterStep;
  saved_answer: SavedAnswer;
  setting: Setting;
}

export type Kind = keyof Kinds;

/** Which kind an id belongs to, read from its prefix, so that a reference can be expanded. */
export function kindOfId(id: string): Kind | undefined {
  const prefix = id.slice(0, id.indexOf('_'));
  return KIND_BY_PREFIX[prefix];
}

const KIND_BY_PREFIX: Readonly<Record<string, Kind | undefined>> = {
  cus: 'customer',
  pm: 'payment_method',
  pi: 'payment_intent',
  seti: 'setup_intent',
  ch: 'charge',
  txn: 'balance_transaction',
  re: 'refund',
  du: 'dispute',
  cs: 'checkout.session',
  evt: 'event',
  ccsbtxn: 'cash_transaction',
};
