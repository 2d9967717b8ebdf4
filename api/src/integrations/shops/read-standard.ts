import { StandardShopEvent } from '@perennial/contract/admin';
import type { ShopNews } from '@perennial/replenishment';
import { type ShopMessage, text } from './shop-message.js';

const TOPICS = new Set(['order.created', 'order.updated', 'order.cancelled', 'order.refunded', 'stock.updated']);

/** Our own format. Null: a topic we make no use of. */
export function readStandard(topic: string, body: unknown): ShopMessage | null {
  if (!TOPICS.has(topic)) return null;
  const { timestamp, data } = StandardShopEvent.parse(body);
  const { order, refund, levels = [] } = data;
  const version = Date.parse(order?.updatedAt ?? timestamp);
  const news: ShopNews[] = [];
  if (order) {
    const lines = order.lines.map(({ id, productId, productName, quantity, unitPriceMinor }) => ({ id, product: productId, productName, quantity, unitPriceMinor }));
    news.push({ order: { version, void: order.cancelled || topic === 'order.cancelled', lines } });
  }
  if (refund) news.push({ refund: { id: refund.id, lines: refund.lines } });
  const orderId = order?.id ?? refund?.orderId;
  return {
    ...(orderId === undefined ? {} : { orderId }),
    ...(order
      ? {
          head: {
            version,
            orderedAt: order.orderedAt,
            currency: text(order.currency)?.toUpperCase() ?? null,
            customer: { externalId: text(order.customer.id), email: text(order.customer.email)?.toLowerCase(), phone: text(order.customer.phone), name: text(order.customer.name) },
          },
        }
      : {}),
    news,
    stock: levels.map(({ productId, level }) => ({ product: productId, level })),
    at: new Date(timestamp),
  };
}
