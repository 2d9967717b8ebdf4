import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Offerable, offered } from './offered.js';

const plenty: Offerable = { stock: 5, discontinued: false, remindable: true };
const gone: Offerable = { ...plenty, stock: 0 };
const anything = fc.record({ stock: fc.option(fc.integer({ min: -3, max: 3 })), discontinued: fc.boolean(), remindable: fc.boolean() });

describe('offered', () => {
  it('offers the product while there is some, or nobody counts', () => {
    expect(offered(plenty, plenty)).toBe('itself');
    expect(offered({ ...plenty, stock: null }, null)).toBe('itself');
  });

  it('offers what stands in for it only when that can be had', () => {
    expect(offered(gone, plenty)).toBe('substitute');
    expect(offered(gone, { ...plenty, stock: null })).toBe('substitute');
    for (const not of [null, gone, { ...plenty, discontinued: true }, { ...plenty, remindable: false }, { ...plenty, stock: -1 }]) expect(offered(gone, not)).toBe('nothing');
  });

  it('never offers less for having a substitute, or for more in stock', () => {
    const rank = { itself: 2, substitute: 1, nothing: 0 };
    fc.assert(
      fc.property(anything, anything, fc.nat(5), (product, substitute, more) => {
        expect(rank[offered(product, substitute)]).toBeGreaterThanOrEqual(rank[offered(product, null)]);
        expect(rank[offered({ ...product, stock: (product.stock ?? 1) + more }, substitute)]).toBeGreaterThanOrEqual(rank[offered(product, substitute)]);
      }),
    );
  });
});
