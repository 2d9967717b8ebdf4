import { addDays } from '@perennial/calendar';

const HEADER = 'order_id,customer_id,customer_name,email,product_id,product_name,ordered_at,quantity,unit_price\n';
const BUYERS = 1000;
const PRODUCTS = 20;
const LINES_IN_AN_ORDER = 2;
const EVERY_BAD_ROW = 1000;
const DAYS = 700;

/** A file of orders and what a correct import of it comes to. */
export interface OrderFile {
  readonly text: string;
  readonly counts: { readonly rows: number; readonly booked: number; readonly refused: number; readonly newPurchases: number; readonly newCustomers: number; readonly newProducts: number };
}

/** Years of orders of people without an address. Now and then a row is no good. */
export function manyOrders(rows: number, today: string): OrderFile {
  const lines: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const order = Math.floor(row / LINES_IN_AN_ORDER);
    const buyer = order % BUYERS;
    const product = row % PRODUCTS;
    const day = addDays(today, -1 - ((order + 31 * Math.floor(order / BUYERS)) % DAYS));
    const quantity = row % EVERY_BAD_ROW === EVERY_BAD_ROW - 1 ? 'some' : '1';
    lines.push(`MANY-${order},M${buyer},Buyer ${buyer},,S${product},Soap ${product},${day},${quantity},4.50\n`);
  }
  const refused = Math.floor(rows / EVERY_BAD_ROW);
  const newPurchases = Math.ceil(rows / LINES_IN_AN_ORDER);
  return {
    text: HEADER + lines.join(''),
    counts: { rows, booked: rows - refused, refused, newPurchases, newCustomers: Math.min(BUYERS, newPurchases), newProducts: PRODUCTS },
  };
}

/** Tea drinkers with an address, who all buy every thirty days and last did so on the same day. */
export function steadyDrinkers(people: number, lastOrderedOn: string): string {
  const lines: string[] = [];
  for (let person = 0; person < people; person += 1) {
    for (let purchase = 0; purchase < 4; purchase += 1) {
      lines.push(`TEA-${person}-${purchase},T${person},Drinker ${person},t${person}@drinkers.example,TEA,Green tea 100 g,${addDays(lastOrderedOn, -30 * purchase)},1,6.00\n`);
    }
  }
  return HEADER + lines.join('');
}
