import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { DemoLine } from './draw-purchases.js';
import type { DemoShop } from './demo-shop.js';

const COLUMNS = ['order_id', 'customer_id', 'customer_name', 'email', 'product_id', 'product_name', 'category', 'ordered_at', 'quantity', 'unit_price', 'currency'];

/** The demo's ledger as the CSV file a shop would export, so that it takes the way every import takes. */
export function purchasesFile(shop: DemoShop, lines: readonly DemoLine[]): Readable {
  const rows = lines.map(({ orderId, customer, product, orderedAt, quantity }) => [
    orderId,
    `C${customer}`,
    shop.nameOf(customer),
    `customer${customer}@${shop.slug}.example`,
    product.sku,
    product.name,
    product.category,
    orderedAt,
    quantity,
    (product.priceMinor / 100).toFixed(2),
    shop.profile.currency,
  ]);
  return Readable.from(rows).pipe(stringify({ header: true, columns: COLUMNS }));
}
