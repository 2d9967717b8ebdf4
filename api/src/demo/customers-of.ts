import type { NewCustomer } from '../replenishment/customers/index.js';
import type { DemoShop } from './demo-shop.js';

/** The number a customer of the demo has in the shop's own system. */
export const customerNumber = (number: number): string => `C${number}`;

/** The customers of a demo shop; nothing of theirs leads to anybody: `.example` is no one's domain. */
export function customersOf(shop: DemoShop): NewCustomer[] {
  return Array.from({ length: shop.customers }, (_, index) => ({
    externalId: customerNumber(index + 1),
    name: shop.nameOf(index + 1),
    email: `customer${index + 1}@${shop.slug}.example`,
    phone: null,
    locale: shop.profile.locale,
    timeZone: null,
  }));
}
