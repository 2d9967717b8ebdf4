import { z } from 'zod';
import { Amount, Instant, listOf, listQuery } from './paging.js';

export const ShopKind = z.enum(['standard', 'shopify', 'woocommerce']).meta({ id: 'ShopKind', description: 'standard: our own format, signed by Standard Webhooks' });
export type ShopKind = z.infer<typeof ShopKind>;

export const Shop = z
  .object({
    id: z.uuid(),
    kind: ShopKind,
    name: z.string(),
    source: z.string().meta({ description: 'Under which its purchases are booked; the same as that of its files, so that both name one order' }),
    webhookUrl: z.string().meta({ description: 'Where the shop delivers' }),
    createdAt: Instant,
    disconnectedAt: Instant.nullable(),
    lastDeliveryAt: Instant.nullable(),
  })
  .meta({ id: 'Shop' });
export type Shop = z.infer<typeof Shop>;

/** The secret is in this answer and never again. */
export const ConnectedShop = Shop.extend({ secret: z.string() }).meta({ id: 'ConnectedShop' });
export type ConnectedShop = z.infer<typeof ConnectedShop>;

const secret = z.string().min(16).max(200).optional().meta({ description: "Only where the shop gives one (Shopify's signing secret); left out, one is made" });

export const ConnectShop = z
  .object({
    kind: ShopKind,
    name: z.string().trim().min(1).max(200),
    source: z.string().trim().min(1).max(60).regex(/^[\w.-]+$/).optional().meta({ description: 'Left out: the kind' }),
    secret,
  })
  .meta({ id: 'ConnectShop' });
export type ConnectShop = z.infer<typeof ConnectShop>;

export const RotateShopSecret = z.object({ secret }).meta({ id: 'RotateShopSecret' });
export type RotateShopSecret = z.infer<typeof RotateShopSecret>;

export const ShopList = listOf(Shop).meta({ id: 'ShopList' });
export const ShopQuery = listQuery(['createdAt'], {});

export const ShopDelivery = z
  .object({
    deliveryId: z.string(),
    topic: z.string(),
    status: z.enum(['received', 'applied', 'ignored', 'refused']).meta({ description: 'received: to be read, or waiting for the plan to permit it, see faults; ignored: a topic we make no use of; refused: nothing of it was booked, see faults' }),
    faults: z.array(z.object({ fault: z.string(), value: z.string() })),
    receivedAt: Instant,
    appliedAt: Instant.nullable(),
  })
  .meta({ id: 'ShopDelivery' });
export type ShopDelivery = z.infer<typeof ShopDelivery>;

export const ShopDeliveryList = listOf(ShopDelivery).meta({ id: 'ShopDeliveryList' });
export const ShopDeliveryQuery = listQuery(['receivedAt'], { status: ShopDelivery.shape.status });
export type ShopDeliveryQuery = z.infer<typeof ShopDeliveryQuery>;

/** The body of a delivery in our own format: `order` news for order.*, `refund` for order.refunded, `levels` for stock.updated. */
const Id = z.union([z.string(), z.number()]).transform(String);
export const StandardShopEvent = z
  .object({
    type: z.string(),
    timestamp: Instant,
    data: z.object({
      order: z
        .object({
          id: Id,
          orderedAt: Instant,
          updatedAt: Instant.optional(),
          cancelled: z.boolean().default(false),
          currency: z.string().optional(),
          customer: z.object({ id: Id.optional(), email: z.string().optional(), phone: z.string().optional(), name: z.string().optional() }),
          lines: z.array(z.object({ id: Id, productId: Id, productName: z.string().default(''), quantity: z.number(), unitPriceMinor: Amount.nullable().default(null) })),
        })
        .optional(),
      refund: z.object({ id: Id, orderId: Id, lines: z.array(z.object({ lineId: Id, quantity: z.number().int().min(1).max(1_000_000) })) }).optional(),
      levels: z.array(z.object({ productId: Id, level: z.number().int().nullable() })).max(10_000).optional(),
    }),
  })
  .meta({ id: 'StandardShopEvent' });
export type StandardShopEvent = z.infer<typeof StandardShopEvent>;
