import { exponentOf } from '@perennial/money';
import { z } from 'zod';
import { minorOf, type ShopMessage, text } from './shop-message.js';

// Orders that wait for their money count once it has come, and those that never got it not at all.
const COUNTED = new Set(['processing', 'completed']);

const OPEN = new Set(['pending', 'on-hold']);

const Id = z.union([z.number(), z.string()]).transform(String);
const Text = z.string().nullish();
const Order = z.object({
  id: Id,
  status: z.string(),
  currency: Text,
  date_created_gmt: z.string(),
  date_modified_gmt: z.string(),
  customer_id: Id.nullish(),
  billing: z.object({ first_name: Text, last_name: Text, email: Text, phone: Text }).nullish(),
  line_items: z.array(z.object({ id: Id, sku: Text, product_id: Id.nullish(), variation_id: Id.nullish(), name: Text, quantity: z.number(), price: z.union([z.string(), z.number()]).nullish() })),
});
const Product = z.object({ id: Id, sku: Text, manage_stock: z.boolean().nullish(), stock_quantity: z.number().int().nullish(), date_modified_gmt: z.string() });

/** WooCommerce's webhooks. Guests have the customer id 0 and are known by their address. Null: a topic we make no use of. */
export function readWoocommerce(topic: string, body: unknown): ShopMessage | null {
  if (topic === 'product.updated') {
    const product = Product.parse(body);
    const stock = product.manage_stock ? [{ product: text(product.sku) ?? product.id, level: product.stock_quantity ?? null }] : [];
    return { news: [], stock, at: utc(product.date_modified_gmt) };
  }
  if (topic !== 'order.created' && topic !== 'order.updated') return null;
  const order = Order.parse(body);
  const currency = text(order.currency)?.toUpperCase() ?? null;
  const modified = utc(order.date_modified_gmt);
  const named = (id: string | null | undefined) => (id && id !== '0' ? id : undefined);
  const lines = order.line_items.map((line) => ({
    id: line.id,
    product: text(line.sku) ?? named(line.variation_id) ?? named(line.product_id) ?? '',
    productName: text(line.name) ?? '',
    quantity: line.quantity,
    unitPriceMinor: minorOf(line.price, exponentOf(currency ?? 'USD')),
  }));
  return {
    orderId: order.id,
    head: {
      version: modified.getTime(),
      orderedAt: utc(order.date_created_gmt).toISOString(),
      currency,
      open: OPEN.has(order.status),
      customer: {
        externalId: named(order.customer_id),
        email: text(order.billing?.email)?.toLowerCase(),
        phone: text(order.billing?.phone),
        name: text(`${order.billing?.first_name ?? ''} ${order.billing?.last_name ?? ''}`),
      },
    },
    news: [{ order: { version: modified.getTime(), void: !COUNTED.has(order.status), lines } }],
    stock: [],
    at: modified,
  };
}

/** WooCommerce writes UTC without saying so. */
function utc(moment: string): Date {
  return new Date(/Z|[+-]\d\d:?\d\d$/.test(moment) ? moment : `${moment}Z`);
}
