import { z } from 'zod';
import { Amount, Currency, Instant, listOf, listQuery } from './paging.js';

/** A consumable runs out, a durable wears out, a service comes round again. */
export const ProductKind = z.enum(['consumable', 'durable', 'service']).meta({ id: 'ProductKind' });
export type ProductKind = z.infer<typeof ProductKind>;

const days = z.number().int().min(1).max(3650);
const link = z.url({ protocol: /^https?$/ }).max(2000);

const fields = {
  externalId: z.string().trim().min(1).max(200).nullable().meta({ description: "The article number in the shop's own system" }),
  name: z.string().trim().min(1).max(500),
  kind: ProductKind,
  category: z.string().trim().min(1).max(200).nullable(),
  priceMinor: Amount.min(0).nullable().meta({ description: 'Minor units' }),
  currency: Currency.nullable(),
  intervalFromDays: days.nullable().meta({ description: 'Default interval as a range: 50 to 70 days' }),
  intervalToDays: days.nullable(),
  supplyDaysPerUnit: z.number().positive().max(100_000).nullable(),
  stock: z.number().int().min(-1_000_000).max(1_000_000_000).nullable().meta({ description: 'null: not tracked' }),
  imageUrl: link.nullable(),
  linkUrl: link.nullable(),
  sensitive: z.boolean().meta({ description: 'Never named in a subject or preview text' }),
  remindable: z.boolean().meta({ description: 'false: postage, fees and the like, never in a reminder' }),
  discontinued: z.boolean(),
  substituteId: z.uuid().nullable(),
};

export const Product = z.object({ id: z.uuid(), ...fields, createdAt: Instant, updatedAt: Instant }).meta({ id: 'Product' });
export type Product = z.infer<typeof Product>;

export const CreateProduct = z
  .object({
    externalId: fields.externalId.default(null),
    name: fields.name,
    kind: ProductKind.default('consumable'),
    category: fields.category.default(null),
    priceMinor: fields.priceMinor.default(null),
    currency: Currency.nullable().default(null).meta({ description: "null with a price: the workspace's" }),
    intervalFromDays: fields.intervalFromDays.default(null),
    intervalToDays: fields.intervalToDays.default(null),
    supplyDaysPerUnit: fields.supplyDaysPerUnit.default(null),
    stock: fields.stock.default(null),
    imageUrl: fields.imageUrl.default(null),
    linkUrl: fields.linkUrl.default(null),
    sensitive: z.boolean().default(false),
    remindable: z.boolean().default(true),
    discontinued: z.boolean().default(false),
    substituteId: fields.substituteId.default(null),
  })
  .refine(isRange, { path: ['intervalToDays'], message: 'give both ends of the interval, the shorter first' })
  .meta({ id: 'CreateProduct' });
export type CreateProduct = z.infer<typeof CreateProduct>;

export const UpdateProduct = z.object(fields).partial().meta({ id: 'UpdateProduct' });
export type UpdateProduct = z.infer<typeof UpdateProduct>;

export const ProductList = listOf(Product).meta({ id: 'ProductList' });
export const ProductQuery = listQuery(['name', 'category', 'createdAt'], {
  q: z.string().trim().min(1).max(100).meta({ description: 'Part of the name or external id' }),
  kind: ProductKind,
  category: z.string().max(200),
  remindable: z.boolean(),
  discontinued: z.boolean(),
  ids: z.array(z.uuid()).max(200),
});
export type ProductQuery = z.infer<typeof ProductQuery>;

/** Both ends of the default interval or neither, the shorter first. */
export function isRange(product: { readonly intervalFromDays: number | null; readonly intervalToDays: number | null }): boolean {
  const { intervalFromDays: from, intervalToDays: to } = product;
  return from === null || to === null ? from === to : from <= to;
}

/** How much there is of a product, named by its id or its article number. */
export const StockLevel = z
  .object({
    productId: z.uuid().optional(),
    productExternalId: z.string().trim().min(1).max(200).optional(),
    level: fields.stock,
  })
  .refine(({ productId, productExternalId }) => productId !== undefined || productExternalId !== undefined, { message: 'name the product: productId or productExternalId' })
  .meta({ id: 'StockLevel' });
export type StockLevel = z.infer<typeof StockLevel>;

export const SetStock = z
  .object({
    levels: z.array(StockLevel).min(1).max(10_000),
    countedAt: Instant.optional().meta({ description: 'Levels counted before what is known already change nothing. Left out: now' }),
  })
  .meta({ id: 'SetStock' });
export type SetStock = z.infer<typeof SetStock>;

export const StockResult = z
  .object({
    set: z.number().int(),
    restocked: z.number().int().meta({ description: 'Of these, products that were out of stock and are back' }),
    unknown: z.array(z.object({ row: z.number().int(), value: z.string() })).meta({ description: 'Levels of products that are not in the catalogue; rows count from 1' }),
  })
  .meta({ id: 'StockResult' });
export type StockResult = z.infer<typeof StockResult>;

export const ImportedStock = z
  .object({
    set: z.number().int(),
    restocked: z.number().int(),
    refused: z.number().int(),
    refusedRows: z
      .array(z.object({ row: z.number().int(), fault: z.enum(['missing-product', 'unknown-product', 'bad-level']), value: z.string() }))
      .meta({ description: 'The first 100' }),
  })
  .meta({ id: 'ImportedStock' });
export type ImportedStock = z.infer<typeof ImportedStock>;
