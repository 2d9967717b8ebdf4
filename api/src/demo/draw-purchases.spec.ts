import { describe, expect, it } from '@jest/globals';
import { drawPurchases } from './draw-purchases.js';
import { DEMO_SHOPS } from './sign-ins.js';

const TODAY = '2027-03-01';

describe.each(DEMO_SHOPS.map((shop) => ({ shop, slug: shop.slug })))('the demo ledger of $slug', ({ shop }) => {
  const lines = drawPurchases(shop, TODAY);

  it('is the same each time it is drawn', () => {
    expect(drawPurchases(shop, TODAY)).toEqual(lines);
  });

  it('covers eighteen months up to yesterday, and nothing later', () => {
    const days = lines.map((line) => line.orderedAt.slice(0, 10)).sort();
    expect(days[0]).toMatch(/^2025-(08|09)/);
    expect(days.at(-1)).toBe('2027-02-28');
  });

  it('has every product, returns that follow their purchase, new customers and lapsed ones', () => {
    expect(new Set(lines.map((line) => line.product.sku)).size).toBe(shop.products.length);
    for (const back of lines.filter((line) => line.quantity < 0)) {
      expect(lines.some((line) => line.customer === back.customer && line.product === back.product && line.quantity === -back.quantity && line.orderedAt < back.orderedAt)).toBe(true);
    }
    const firstAndLast = new Map<number, { first: string; last: string }>();
    for (const { customer, orderedAt } of lines) {
      const seen = firstAndLast.get(customer) ?? { first: orderedAt, last: orderedAt };
      firstAndLast.set(customer, { first: orderedAt < seen.first ? orderedAt : seen.first, last: orderedAt > seen.last ? orderedAt : seen.last });
    }
    const all = [...firstAndLast.values()];
    expect(all.filter(({ first }) => first > '2027-01-29').length).toBeGreaterThan(100);
    expect(all.filter(({ last }) => last < '2026-09-01').length).toBeGreaterThan(100);
  });
});
