import { z } from 'zod';
import { Amount, Currency, Day, Instant, listOf, listQuery } from './paging.js';

/** `control` was held back for comparison, `treated` was reminded. */
export const Arm = z.enum(['control', 'treated']).meta({ id: 'Arm' });
export type Arm = z.infer<typeof Arm>;

/** What links an order to a reminder. `control`: nothing but time; the reminder was held back, and the order came without it. */
export const AttributionBasis = z.enum(['delivered', 'clicked', 'control']).meta({ id: 'AttributionBasis' });
export type AttributionBasis = z.infer<typeof AttributionBasis>;

/** What of an order followed a reminder of the same product within seven days. The last reminder before the order counts. */
export const Attribution = z
  .object({
    id: z.string().meta({ description: 'Order and product' }),
    purchaseId: z.uuid(),
    purchaseExternalId: z.string(),
    productId: z.uuid(),
    productName: z.string(),
    customerId: z.uuid(),
    customerName: z.string(),
    reminderId: z.uuid(),
    ruleId: z.uuid(),
    ruleName: z.string(),
    experimentNo: z.number().int().nullable().meta({ description: "The rule's experiment; null: nobody was held back then" }),
    arm: Arm.nullable(),
    basis: AttributionBasis,
    touchedAt: Instant.meta({ description: 'When the mail left, or would have' }),
    attributedAt: Instant.meta({ description: 'The moment of the order' }),
    quantity: z.number().int().meta({ description: 'What has not come back' }),
    amountMinor: Amount.nullable().meta({ description: 'null: a line without a price' }),
    currency: Currency.nullable(),
  })
  .meta({ id: 'Attribution' });
export type Attribution = z.infer<typeof Attribution>;

export const AttributionList = listOf(Attribution).meta({ id: 'AttributionList' });
export type AttributionList = z.infer<typeof AttributionList>;

/** `from` and `to` are the first and the last day of the orders, in the workspace's time zone. */
export const AttributionQuery = listQuery(['attributedAt'], {
  ruleId: z.uuid(),
  reminderId: z.uuid(),
  customerId: z.uuid(),
  productId: z.uuid(),
  arm: Arm,
  from: Day,
  to: Day,
}).refine(({ filter: { from, to } }) => from === undefined || to === undefined || from <= to, { path: ['filter'], message: 'from must not be after to' });
export type AttributionQuery = z.infer<typeof AttributionQuery>;
