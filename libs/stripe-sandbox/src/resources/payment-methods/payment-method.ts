import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { type TestCard, testCard, testCardOfToken } from '../../cards/test-cards.js';
import { invalidRequest, noSuch } from '../../http/stripe-problem.js';
import { idOf, newId } from '../../ids.js';
import { type World } from '../../world.js';

export type WalletType = 'alipay' | 'wechat_pay' | 'customer_balance';

export interface CardEntry {
  readonly card: TestCard;
  readonly expMonth: number;
  readonly expYear: number;
}

/** A card a customer typed, or a token stands for. */
export function createCardMethod(world: World, { card, expMonth, expYear }: CardEntry, billing: Partial<Stripe.PaymentMethod.BillingDetails> = {}): Stripe.PaymentMethod {
  const method = world.state.put('payment_method', {
    ...blank(world, 'card', billing),
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand,
      exp_month: expMonth,
      exp_year: expYear,
      fingerprint: createHash('sha256').update(card.number).digest('hex').slice(0, 16),
      funding: card.tokens.includes('visa_debit') ? 'debit' : 'credit',
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  });
  world.state.put('card_behind', { id: method.id, number: card.number, setUp: false });
  return method;
}

export function createWalletMethod(world: World, type: WalletType): Stripe.PaymentMethod {
  return world.state.put('payment_method', { ...blank(world, type, {}), [type]: {} });
}

/** A payment method by id; `pm_card_visa` and its siblings stand for a new one each time. @throws StripeProblem when there is none */
export function findPaymentMethod(world: World, id: string, param = 'payment_method'): Stripe.PaymentMethod {
  const known = world.state.get('payment_method', id);
  if (known !== undefined) return known;
  const card = testCardOfToken(id);
  if (card === undefined) throw noSuch('PaymentMethod', id, param);
  return createCardMethod(world, { card, ...aYearAhead(world) });
}

/** The test card behind a card payment method. */
export function cardOf(world: World, method: Stripe.PaymentMethod): { card: TestCard; setUp: boolean } {
  const behind = world.state.get('card_behind', method.id);
  const card = behind === undefined ? undefined : testCard(behind.number);
  if (behind === undefined || card === undefined) throw new Error(`no card behind ${method.id}`);
  return { card, setUp: behind.setUp };
}

/** Remembers that the cardholder agreed to later charges without being asked. */
export function markSetUp(world: World, methodId: string): void {
  const behind = world.state.get('card_behind', methodId);
  if (behind !== undefined) world.state.put('card_behind', { ...behind, setUp: true });
}

/** Saves a payment method with a customer. @throws StripeProblem when it is another customer's */
export function attachPaymentMethod(world: World, method: Stripe.PaymentMethod, customerId: string): Stripe.PaymentMethod {
  const owner = idOf(method.customer);
  if (owner === customerId) return method;
  if (owner !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', { code: 'payment_method_unexpected_state' });
  }
  const attached = world.state.put('payment_method', { ...method, customer: customerId });
  world.emit('payment_method.attached', attached);
  return attached;
}

export function aYearAhead(world: World): { expMonth: number; expYear: number } {
  const now = new Date(world.now() * 1000);
  return { expMonth: now.getUTCMonth() + 1, expYear: now.getUTCFullYear() + 1 };
}

function blank(world: World, type: 'card' | WalletType, billing: Partial<Stripe.PaymentMethod.BillingDetails>): Stripe.PaymentMethod {
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { address: NO_ADDRESS, email: null, name: null, phone: null, tax_id: null, ...billing },
    created: world.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
  };
}

const NO_ADDRESS: Stripe.Address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
