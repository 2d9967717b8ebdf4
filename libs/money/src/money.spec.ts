import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, decimalOf, formatMoney, money, multiply, sum } from './money.js';

const amounts = fc.integer({ min: -1e12, max: 1e12 });

describe('money', () => {
  it('multiplies exactly and rounds once, half away from zero', () => {
    expect(multiply(money(9900, 'USD'), 18, 28).amount).toBe(6364);
    expect(multiply(money(29900, 'USD'), 18, 28).amount).toBe(19221);
    expect(multiply(money(12000, 'JPY'), 100, 365).amount).toBe(3288);
    expect(multiply(money(5, 'USD'), 1, 2).amount).toBe(3);
    expect(multiply(money(-5, 'USD'), 1, 2).amount).toBe(-3);
    expect(multiply(money(9_007_199_254_740_991, 'USD'), 3, 3).amount).toBe(9_007_199_254_740_991);
  });

  it('splits by largest remainder', () => {
    expect(allocate(money(1000, 'USD'), [1, 1, 1]).map((part) => part.amount)).toEqual([334, 333, 333]);
    expect(allocate(money(5567, 'USD'), [6833, 6833, 5750, 8500]).map((part) => part.amount)).toEqual([1363, 1362, 1147, 1695]);
  });

  it('parts always sum to the whole and never differ from their share by a unit or more', () => {
    fc.assert(
      fc.property(amounts, fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 20 }), (amount, weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        const parts = allocate(money(amount, 'USD'), weights);
        expect(sum('USD', parts).amount).toBe(amount);
        const total = weights.reduce((a, b) => a + b, 0);
        parts.forEach((part, i) => expect(Math.abs(part.amount - (amount * (weights[i] ?? 0)) / total)).toBeLessThan(1));
      }),
    );
  });

  it('refuses what is no amount, no fraction, no weight or another currency', () => {
    expect(() => money(0.5, 'USD')).toThrow(RangeError);
    expect(() => money(2 ** 53, 'USD')).toThrow(RangeError);
    expect(() => multiply(money(1, 'USD'), 1, 0)).toThrow(RangeError);
    expect(() => allocate(money(1, 'USD'), [])).toThrow(RangeError);
    expect(() => allocate(money(1, 'USD'), [0, 0])).toThrow(RangeError);
    expect(() => sum('USD', [money(1, 'EUR')])).toThrow(RangeError);
  });

  it('writes amounts with the decimals of their currency', () => {
    expect(formatMoney(money(1999, 'USD'), 'en')).toBe('$19.99');
    expect(formatMoney(money(1999, 'JPY'), 'en')).toBe('¥1,999');
    expect(formatMoney(money(1999, 'CNY'), 'zh-CN')).toBe('¥19.99');
    expect(formatMoney(money(1999, 'KWD'), 'en')).toBe('KWD\u00a01.999');
    expect([[1999, 'USD'], [1999, 'JPY'], [5, 'KWD'], [-5, 'USD'], [0, 'USD']].map(([amount, currency]) => decimalOf(money(Number(amount), String(currency))))).toEqual([
      '19.99', '1999', '0.005', '-0.05', '0.00',
    ]);
  });
});
