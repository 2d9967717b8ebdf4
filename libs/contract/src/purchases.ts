import { z } from 'zod';
import { Amount, Currency, Day, Instant, listOf, listQuery } from './paging.js';

export const PurchaseLine = z
  .object({
    productId: z.uuid(),
    productName: z.string(),
    lineNo: z.number().int(),
    quantity: z.number().int().meta({ description: 'Negative: returned or cancelled' }),
    unitPriceMinor: Amount.nullable(),
  })
  .meta({ id: 'PurchaseLine' });
export type PurchaseLine = z.infer<typeof PurchaseLine>;

export const Purchase = z
  .object({
    id: z.uuid(),
    source: z.string(),
    externalId: z.string(),
    customerId: z.uuid(),
    customerName: z.string(),
    orderedAt: Instant,
    orderedOn: Day.meta({ description: "In the workspace's time zone" }),
    currency: Currency.nullable(),
    importId: z.uuid().nullable(),
    lines: z.array(PurchaseLine),
    createdAt: Instant,
  })
  .meta({ id: 'Purchase' });
export type Purchase = z.infer<typeof Purchase>;

const reference = (what: string) => z.string().trim().min(1).max(200).meta({ description: `The ${what}'s external id; one that is new here is added` });
const quantity = z.number().int().min(-1_000_000).max(1_000_000).refine((n) => n !== 0, { message: 'must not be zero' });

const NewLine = z
  .object({
    productId: z.uuid().optional(),
    productExternalId: reference('product').optional(),
    productName: z.string().trim().min(1).max(500).optional(),
    lineNo: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional().meta({ description: 'Left out: which one of this product in the order' }),
    quantity: quantity.default(1),
    unitPriceMinor: Amount.min(0).nullable().default(null),
  })
  .refine((line) => line.productId !== undefined || line.productExternalId !== undefined, { message: 'name the product: productId or productExternalId' });

/** One order. The same `source` and `externalId` again changes nothing and answers with what is booked. */
export const BookPurchase = z
  .object({
    source: z.string().trim().min(1).max(60).regex(/^[\w.-]+$/).default('api'),
    externalId: z.string().trim().min(1).max(200),
    customerId: z.uuid().optional(),
    customerExternalId: reference('customer').optional(),
    customer: z
      .object({ name: z.string().trim().max(500).optional(), email: z.email().max(320).toLowerCase().optional(), phone: z.string().trim().min(3).max(40).optional() })
      .optional()
      .meta({ description: 'Fills what is not known yet of a customer named by `customerExternalId`' }),
    orderedAt: Instant,
    currency: Currency.optional().meta({ description: "Left out: the workspace's" }),
    lines: z.array(NewLine).min(1).max(1000),
  })
  .refine((purchase) => purchase.customerId !== undefined || purchase.customerExternalId !== undefined, {
    path: ['customerId'],
    message: 'name the customer: customerId or customerExternalId',
  })
  .meta({ id: 'BookPurchase' });
export type BookPurchase = z.infer<typeof BookPurchase>;

export const BookedPurchase = z.object({ booked: z.boolean().meta({ description: 'false: the ledger had it already' }), purchase: Purchase }).meta({ id: 'BookedPurchase' });
export type BookedPurchase = z.infer<typeof BookedPurchase>;

/** What came back of a purchase. */
export const ReturnPurchase = z
  .object({
    externalId: z.string().trim().min(1).max(200).meta({ description: "The return's own id: the same one again changes nothing" }),
    returnedAt: Instant.optional().meta({ description: 'Left out: now' }),
    lines: z
      .array(z.object({ productId: z.uuid(), quantity: z.number().int().min(1).max(1_000_000) }))
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: 'Left out: everything that has not come back yet' }),
  })
  .meta({ id: 'ReturnPurchase' });
export type ReturnPurchase = z.infer<typeof ReturnPurchase>;

export const PurchaseList = listOf(Purchase).meta({ id: 'PurchaseList' });
export const PurchaseQuery = listQuery(['orderedAt'], {
  customerId: z.uuid(),
  productId: z.uuid(),
  source: z.string().max(60),
  importId: z.uuid(),
  externalId: z.string().max(200),
});
export type PurchaseQuery = z.infer<typeof PurchaseQuery>;
