import { describe, expect, it } from '@jest/globals';
import { demoCustomers, demoOrders } from './demo-orders.js';
import { LEAF_AND_LATHER } from './leaf-and-lather.js';
import { MAOHUAHUA } from './maohuahua.js';

const TODAY = '2027-03-01';

describe.each([LEAF_AND_LATHER, MAOHUAHUA].map((shop) => ({ shop, slug: shop.slug })))('the demo orders of $slug', ({ shop }) => {
  const rows = [...demoOrders(shop, TODAY)].slice(1).map((row) => {
    const [orderId = '', customer = '', sku = '', , day = '', quantity = ''] = row.trim().replace(/"[^"]*"/, 'name').split(',');
    return { orderId, customer, sku, day, quantity: Number(quantity) };
  });

  it('are the same each time, from the same two thousand customers', () => {
    expect([...demoOrders(shop, TODAY)].slice(1)).toHaveLength(rows.length);
    expect(demoCustomers(shop)).toEqual(demoCustomers(shop));
    expect(demoCustomers(shop)).toHaveLength(2000);
  });

  it('cover eighteen months up to today and nothing later', () => {
    const days = rows.map((row) => row.day).sort();
    expect(days[0]?.slice(0, 7)).toBe('2025-08');
    expect(days.at(-1)).toBe(TODAY);
  });

  it('begin with the customer whose sign-in is printed: several articles, all bought until lately, reminders agreed to', () => {
    const [first] = demoCustomers(shop);
    expect(first?.agreed).toBe(true);
    const last = new Map(rows.filter((row) => row.customer === first?.externalId).map((row) => [row.sku, row.day]));
    expect([...last.values()].filter((day) => day > '2026-11-01').length).toBeGreaterThan(1);
  });

  it('have thirty products of all kinds, and what came back was bought before', () => {
    expect(shop.products).toHaveLength(30);
    expect(new Set(shop.products.map((product) => product.kind))).toEqual(new Set(['consumable', 'durable', 'service']));
    expect(new Set(rows.map((row) => row.sku)).size).toBe(30);
    const bought = new Map(rows.filter((row) => row.quantity > 0).map((row) => [row.orderId, row]));
    const returned = rows.filter((row) => row.quantity < 0);
    expect(returned.length).toBeGreaterThan(50);
    for (const back of returned) expect(bought.get(back.orderId.replace(/R$/, ''))).toMatchObject({ customer: back.customer, sku: back.sku, quantity: -back.quantity });
  });
});
