import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { customerNumber } from './customers-of.js';
import type { DemoShop } from './demo-shop.js';
import type { DemoLine } from './draw-purchases.js';

const COLUMNS = ['order_id', 'customer_id', 'product_id', 'ordered_at', 'quantity', 'unit_price', 'currency'];

/** The demo's ledger as the CSV file a shop would export, so that it takes the way every import takes. */
export function purchasesFile(shop: DemoShop, lines: readonly DemoLine[]): Readable {
  const rows = lines.map(({ orderId, customer, product, orderedAt, quantity }) => [
    orderId,
    customerNumber(customer),
    product.sku,
    orderedAt,
    quantity,
    (product.priceMinor / 100).toFixed(2),
    shop.profile.currency,
  ]);
  return Readable.from(rows).pipe(stringify({ header: true, columns: COLUMNS }));
}
