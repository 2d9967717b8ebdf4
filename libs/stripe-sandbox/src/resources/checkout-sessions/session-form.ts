import { z } from 'zod';
import { amount, clearableText, currency, flag, integer, list, metadata, params, text } from '../../http/form.js';
import { methodOptions, methodTypes } from '../payment-intents/method-form.js';

const productData = z.strictObject({
  name: text,
  description: text.optional(),
  images: list(text).optional(),
  metadata: metadata.optional(),
  tax_code: text.optional(),
});

const lineItem = z.strictObject({
  price_data: z.strictObject({
    currency,
    unit_amount: integer.refine((value) => value >= 0, 'This value must be greater than or equal to 0.'),
    product_data: productData,
    tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
  }),
  quantity: amount.default(1),
});

const message = z.strictObject({ message: text });

export const CreateSession = params({
  mode: z.enum(['payment', 'setup']),
  success_url: text,
  cancel_url: text.optional(),
  ui_mode: z.literal('hosted_page').optional(),
  line_items: list(lineItem).optional(),
  currency: currency.optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  client_reference_id: z.string().max(200).optional(),
  metadata: metadata.optional(),
  locale: text.optional(),
  expires_at: integer.optional(),
  payment_method_types: methodTypes.optional(),
  allowed_payment_method_types: methodTypes.optional(),
  payment_method_options: methodOptions.optional(),
  payment_intent_data: z
    .strictObject({
      description: clearableText.optional(),
      metadata: metadata.optional(),
      receipt_email: text.optional(),
      setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
      statement_descriptor: text.optional(),
      statement_descriptor_suffix: text.optional(),
    })
    .optional(),
  setup_intent_data: z.strictObject({ description: text.optional(), metadata: metadata.optional() }).optional(),
  automatic_tax: z.strictObject({ enabled: flag }).optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  consent_collection: z.strictObject({ terms_of_service: z.enum(['none', 'required']).optional() }).optional(),
  custom_text: z.strictObject({ submit: message, after_submit: message, terms_of_service_acceptance: message }).partial().optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay']).optional(),
});

export type CreateSession = z.infer<typeof CreateSession>;
export type LineItemForm = z.infer<typeof lineItem>;
