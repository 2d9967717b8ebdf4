import { addDays, type PlainDate } from '@perennial/calendar';
import { Chance } from './chance.js';
import type { DemoProduct, DemoShop } from './demo-shop.js';

const MONTHS_18 = 548;
const NEW_SHARE = 0.1;
const LAPSED_SHARE = 0.18;
const RETURN_SHARE = 0.02;
// A second pack stretches a gap far less than twofold.
const SECOND_PACK_STRETCH = 1.12;

/** One line of the demo's ledger, as a shop would export it. */
export interface DemoLine {
  readonly orderId: string;
  readonly customer: number;
  readonly product: DemoProduct;
  readonly orderedAt: string;
  readonly quantity: number;
}

/**
 * Eighteen months of purchases up to `today`: each customer has a few products and a pace of their own around the product's
 * rhythm, with noise on every gap; some are new, some stopped coming, a few lines came back.
 */
export function drawPurchases(shop: DemoShop, today: PlainDate): DemoLine[] {
  const chance = new Chance(shop.seed);
  const lines: DemoLine[] = [];
  for (let customer = 1; customer <= shop.customers; customer++) {
    const firstDay = chance.happens(NEW_SHARE) ? MONTHS_18 - chance.whole(1, 30) : chance.whole(0, MONTHS_18 - 60);
    const lastDay = chance.happens(LAPSED_SHARE) ? chance.whole(firstDay, MONTHS_18 - 1) : MONTHS_18 - 1;
    for (const product of basket(chance, shop.products)) {
      lines.push(...rhythmOf(chance, customer, product, firstDay, lastDay, (day) => addDays(today, day - MONTHS_18)));
    }
  }
  return lines;
}

function basket(chance: Chance, products: DemoShop['products']): Set<DemoProduct> {
  const weighted = products.flatMap((product) => Array.from({ length: product.share }, () => product));
  const chosen = new Set<DemoProduct>();
  for (let wanted = chance.whole(1, 4); wanted > 0; wanted--) chosen.add(weighted[chance.whole(0, weighted.length - 1)] ?? products[0]);
  return chosen;
}

function rhythmOf(chance: Chance, customer: number, product: DemoProduct, firstDay: number, lastDay: number, dateOf: (day: number) => PlainDate): DemoLine[] {
  const lines: DemoLine[] = [];
  const own = product.rhythmDays * chance.factor(0.22);
  let day = firstDay + chance.whole(0, 20);
  while (day <= lastDay) {
    const quantity = chance.happens(0.12) ? 2 : 1;
    const hour = String(chance.whole(8, 21)).padStart(2, '0');
    const minute = String(chance.whole(0, 59)).padStart(2, '0');
    // What a customer buys on one day is one order.
    const orderId = `D${customer}-${day}`;
    lines.push({ orderId, customer, product, orderedAt: `${dateOf(day)} ${hour}:${minute}:00`, quantity });
    if (product.kind !== 'service' && chance.happens(RETURN_SHARE) && day + 6 <= lastDay) {
      lines.push({ orderId: `R${customer}-${day}-${product.sku}`, customer, product, orderedAt: `${dateOf(day + 6)} 12:00:00`, quantity: -quantity });
    }
    day += Math.max(2, Math.round(own * chance.factor(0.18) * (quantity === 2 ? SECOND_PACK_STRETCH : 1)));
  }
  return lines;
}
