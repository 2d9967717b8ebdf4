import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hear, keptOf, NOTHING_HEARD, type ShopLine, type ShopNews } from './shop-order.js';

const line = (id: string, quantity: number): ShopLine => ({ id, product: `p-${id}`, productName: id, quantity, unitPriceMinor: 500 });
const order = (version: number, lines: readonly ShopLine[], isVoid = false): ShopNews => ({ order: { version, void: isVoid, lines } });
const refund = (id: string, lineId: string, quantity: number): ShopNews => ({ refund: { id, lines: [{ lineId, quantity }] } });
const after = (...news: ShopNews[]) => news.reduce(hear, NOTHING_HEARD);
const kept = (...news: ShopNews[]) => keptOf(after(...news))?.map(({ id, quantity }) => `${quantity} ${id}`) ?? null;

describe('what a shop says about an order', () => {
  it('counts what was sold less what came back', () => {
    expect(kept(order(1, [line('a', 3), line('b', 1)]), refund('r1', 'a', 1), refund('r2', 'a', 1))).toEqual(['1 a', '1 b']);
    expect(kept(order(1, [line('a', 1)]), refund('r1', 'a', 5))).toEqual([]);
  });

  it('believes the later description, and counts nothing of a cancelled order', () => {
    expect(kept(order(2, [line('a', 2)]), order(1, [line('a', 9)]))).toEqual(['2 a']);
    expect(kept(order(1, [line('a', 2)]), order(2, [line('a', 2)], true))).toEqual([]);
  });

  it('waits for the order when a refund is heard of first', () => {
    expect(kept(refund('r1', 'a', 1))).toBeNull();
    expect(kept(refund('r1', 'a', 1), order(1, [line('a', 2)]))).toEqual(['1 a']);
  });

  it('says the same in whichever order, and however often, the news arrive', () => {
    const lines = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), quantity: fc.integer({ min: 1, max: 5 }) }).map(({ id, quantity }) => line(id, quantity)), { maxLength: 3 });
    const news = fc.oneof(
      fc.record({ version: fc.nat(3), lines, isVoid: fc.boolean() }).map(({ version, lines: of, isVoid }) => order(version, of, isVoid)),
      fc.record({ id: fc.constantFrom('r1', 'r2'), lineId: fc.constantFrom('a', 'b'), quantity: fc.integer({ min: 1, max: 3 }) }).map(({ id, lineId, quantity }) => refund(id, lineId, quantity)),
    );
    const shuffled = fc.array(news, { maxLength: 8 }).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })));
    fc.assert(fc.property(shuffled, ([all, again]) => expect(after(...again)).toEqual(after(...all))));
  });
});
