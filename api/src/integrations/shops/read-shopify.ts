import { exponentOf } from '@perennial/money';
import type { ShopRefund } from '@perennial/replenishment';
import { z } from 'zod';
import { minorOf, type ShopMessage, text } from './shop-message.js';

const Id = z.union([z.number(), z.string()]).transform(String);
const Text = z.string().nullish();
const Refund = z.object({ id: Id, order_id: Id.optional(), created_at: Text, refund_line_items: z.array(z.object({ line_item_id: Id, quantity: z.number().int().min(0) })).default([]) });
const Order = z.object({
  id: Id,
  created_at: z.string(),
  processed_at: Text,
  updated_at: z.string(),
  cancelled_at: Text,
  currency: Text,
  email: Text,
  phone: Text,
  customer: z.object({ id: Id, email: Text, phone: Text, first_name: Text, last_name: Text }).nullish(),
  line_items: z.array(
    z.object({ id: Id, sku: Text, variant_id: Id.nullish(), product_id: Id.nullish(), title: Text, name: Text, quantity: z.number(), price: z.union([z.string(), z.number()]).nullish() }),
  ),
  refunds: z.array(Refund).default([]),
});
const Product = z.object({
  updated_at: z.string(),
  variants: z.array(z.object({ id: Id, sku: Text, inventory_quantity: z.number().int().nullish(), inventory_management: Text })).default([]),
});

/** Shopify's webhooks. The article number is the SKU, as in Shopify's own export of orders; without one the variant's id. Null: a topic we make no use of. */
export function readShopify(topic: string, body: unknown): ShopMessage | null {
  if (topic === 'orders/create' || topic === 'orders/updated' || topic === 'orders/cancelled') return ofOrder(Order.parse(body));
  if (topic === 'refunds/create') {
    const refund = Refund.required({ order_id: true }).parse(body);
    return { orderId: refund.order_id, news: [{ refund: refundOf(refund) }], stock: [], at: new Date(refund.created_at ?? 0) };
  }
  if (topic !== 'products/update') return null;
  const { updated_at: updatedAt, variants } = Product.parse(body);
  const counted = variants.filter(({ inventory_management: by, inventory_quantity: quantity }) => by && typeof quantity === 'number');
  return { news: [], stock: counted.map(({ id, sku, inventory_quantity: level }) => ({ product: text(sku) ?? id, level: level ?? null })), at: new Date(updatedAt) };
}

function ofOrder(order: z.output<typeof Order>): ShopMessage {
  const { customer } = order;
  const currency = text(order.currency)?.toUpperCase() ?? null;
  const version = Date.parse(order.updated_at);
  const lines = order.line_items.map((line) => ({
    id: line.id,
    product: text(line.sku) ?? line.variant_id ?? line.product_id ?? '',
    productName: text(line.name) ?? text(line.title) ?? '',
    quantity: line.quantity,
    unitPriceMinor: minorOf(line.price, exponentOf(currency ?? 'USD')),
  }));
  return {
    orderId: order.id,
    head: {
      version,
      orderedAt: order.processed_at ?? order.created_at,
      currency,
      customer: {
        externalId: customer?.id,
        email: (text(order.email) ?? text(customer?.email))?.toLowerCase(),
        phone: text(order.phone) ?? text(customer?.phone),
        name: text(`${customer?.first_name ?? ''} ${customer?.last_name ?? ''}`),
      },
    },
    news: [{ order: { version, void: Boolean(order.cancelled_at), lines } }, ...order.refunds.map((refund) => ({ refund: refundOf(refund) }))],
    stock: [],
    at: new Date(version),
  };
}

function refundOf(refund: z.output<typeof Refund>): ShopRefund {
  const lines = refund.refund_line_items.map(({ line_item_id: lineId, quantity }) => ({ lineId, quantity }));
  return { id: refund.id, lines: lines.sort((a, b) => (a.lineId < b.lineId ? -1 : 1)) };
}
