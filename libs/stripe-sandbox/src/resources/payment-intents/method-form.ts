import type Stripe from 'stripe';
import { z } from 'zod';
import { list, text } from '../../http/form.js';
import { invalidRequest } from '../../http/stripe-problem.js';
import { type World } from '../../world.js';
import { cardForm, readCard } from '../payment-methods/card-form.js';
import { createCardMethod, createWalletMethod, findPaymentMethod } from '../payment-methods/payment-method.js';

export const methodTypes = list(z.enum(['card', 'alipay', 'wechat_pay', 'customer_balance']));

/** How to pay by each type: what both payment intents and checkout sessions take. */
export const methodOptions = z.strictObject({
  card: z
    .strictObject({
      setup_future_usage: z.enum(['off_session', 'on_session', 'none']).optional(),
      request_three_d_secure: z.enum(['any', 'automatic', 'challenge']).optional(),
    })
    .optional(),
  alipay: z.strictObject({ setup_future_usage: z.literal('none').optional() }).optional(),
  wechat_pay: z
    .strictObject({ client: z.enum(['web', 'android', 'ios']).optional(), setup_future_usage: z.literal('none').optional() })
    .optional(),
  customer_balance: z
    .strictObject({
      funding_type: z.literal('bank_transfer').optional(),
      bank_transfer: z
        .strictObject({
          type: z.enum(['eu_bank_transfer', 'gb_bank_transfer', 'jp_bank_transfer', 'mx_bank_transfer', 'us_bank_transfer']),
          eu_bank_transfer: z.strictObject({ country: text }).optional(),
          requested_address_types: list(text).optional(),
        })
        .optional(),
      setup_future_usage: z.literal('none').optional(),
    })
    .optional(),
});

export const methodData = z.strictObject({
  type: z.enum(['card', 'alipay', 'wechat_pay', 'customer_balance']),
  card: cardForm.optional(),
  alipay: z.literal('').optional(),
  wechat_pay: z.literal('').optional(),
  customer_balance: z.literal('').optional(),
});

type ShownOptions = Stripe.PaymentIntent.PaymentMethodOptions | Stripe.Checkout.Session.PaymentMethodOptions;

/** The options as an object shows them: without what was left out. */
export function shownOptions<T extends ShownOptions>(given: z.infer<typeof methodOptions> | undefined): T {
  return JSON.parse(JSON.stringify(given ?? {})) as T;
}

/** The payment method a call names or describes; undefined when it does neither. */
export function readMethod(
  world: World,
  given: { payment_method?: string | undefined; payment_method_data?: z.infer<typeof methodData> | undefined },
): Stripe.PaymentMethod | undefined {
  if (given.payment_method !== undefined) return findPaymentMethod(world, given.payment_method);
  const data = given.payment_method_data;
  if (data === undefined) return undefined;
  if (data.type !== 'card') return createWalletMethod(world, data.type);
  if (data.card === undefined) throw invalidRequest('Missing required param: payment_method_data[card].', { code: 'parameter_missing' });
  return createCardMethod(world, readCard(world, data.card));
}
