import { addDays } from '@perennial/calendar';
import type { DemoProduct, DemoShop } from './demo-shop.js';
import { Random } from './random.js';

export interface DemoCustomer {
  readonly externalId: string;
  readonly name: string;
  readonly email: string;
  /** Whether they agreed to be reminded by e-mail. */
  readonly agreed: boolean;
}

const CUSTOMERS = 2000;
const HISTORY_DAYS = 548;
const NEW_DAYS = 60;
/** The customer whose sign-in is printed: somebody of long standing, with something on every page. */
const REGULAR = 0;

/** The customers of a shop, always the same ones. */
export function demoCustomers(shop: DemoShop): DemoCustomer[] {
  const random = new Random(shop.seed);
  return Array.from({ length: CUSTOMERS }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    return {
      externalId: `C-${number}`,
      name: shop.fullName(random.pick(shop.firstNames), random.pick(shop.lastNames)),
      email: `c${number}@${shop.emailDomain}`,
      agreed: random.chance(0.88) || index === REGULAR,
    };
  });
}

/**
 * Eighteen months of orders up to `today`, as the CSV file such a shop would export. Everybody has a pace of their own for
 * the few articles they use, and keeps it the way people do: some are new, some have gone, some bring things back.
 */
export function* demoOrders(shop: DemoShop, today: string): Generator<string> {
  const random = new Random(shop.seed + 1);
  yield 'order_id,customer_id,product_id,product_name,ordered_at,quantity,unit_price\n';
  let orderNo = 0;
  for (const [index, customer] of demoCustomers(shop).entries()) {
    const regular = index === REGULAR;
    const age = regular ? HISTORY_DAYS : random.chance(0.12) ? random.between(0, NEW_DAYS) : random.between(NEW_DAYS, HISTORY_DAYS);
    // One in seven stopped coming at some time.
    const until = !regular && random.chance(0.15) ? -random.between(90, Math.max(90, age)) : 0;
    const pace = random.around(0.2);
    const articles = regular ? shop.products.slice(0, 4) : new Set(Array.from({ length: random.between(1, 4) }, () => random.pick(shop.products)));
    for (const product of articles) {
      for (const { day, returned } of rhythm(random, product, age, until, pace, regular)) {
        orderNo++;
        const quantity = product.kind === 'consumable' && random.chance(0.12) ? 2 : 1;
        yield line(shop, orderNo, '', customer, product, addDays(today, day), quantity);
        if (returned) yield line(shop, orderNo, 'R', customer, product, addDays(today, Math.min(0, day + 6)), -quantity);
      }
    }
  }
}

/** The days, counted from today, on which one customer buys one product. */
function* rhythm(random: Random, { days: [quick, slow] }: DemoProduct, age: number, until: number, pace: number, regular: boolean): Generator<{ day: number; returned: boolean }> {
  const interval = random.between(quick, slow) * pace;
  for (let day = -age; day <= until; day += Math.max(5, Math.round(interval * random.around(0.22)))) {
    yield { day, returned: random.chance(0.015) };
    // Not everybody comes back after a first try.
    if (day === -age && !regular && random.chance(0.25)) return;
  }
}

function line(shop: DemoShop, orderNo: number, suffix: string, customer: DemoCustomer, product: DemoProduct, day: string, quantity: number): string {
  const price = (product.priceMinor / 100).toFixed(2);
  return `${shop.slug}-${orderNo}${suffix},${customer.externalId},${product.sku},"${product.name}",${day},${quantity},${price}\n`;
}
