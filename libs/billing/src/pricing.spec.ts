import { describe, expect, it } from '@jest/globals';
import { money } from '@perennial/money';
import fc from 'fast-check';
import { invoiceNumber, priceTerms, splitTax, termFrom, termsFrom } from './index.js';

describe('a price', () => {
  it('adds tax, takes it out of the price, or leaves it to the buyer', () => {
    const listed = money(11_900, 'EUR');
    expect(splitTax(listed, { mode: 'exclusive', rateBasisPoints: 1900 })).toEqual({ net: listed, taxed: money(2_261, 'EUR') });
    expect(splitTax(listed, { mode: 'inclusive', rateBasisPoints: 1900 })).toEqual({ net: money(10_000, 'EUR'), taxed: money(1_900, 'EUR') });
    expect(splitTax(listed, { mode: 'reverse-charge', rateBasisPoints: 1900 })).toEqual({ net: listed, taxed: money(0, 'EUR') });
  });

  it('refuses a rate that is none', () => {
    for (const rateBasisPoints of [-1, 10_001, 0.5]) {
      expect(() => splitTax(money(1, 'USD'), { mode: 'exclusive', rateBasisPoints })).toThrow(RangeError);
    }
  });

  it('keeps the days and the listed price on each line', () => {
    const priced = priceTerms(money(4_900, 'USD'), termsFrom('2027-01-31', 1, 'month', 2), { mode: 'exclusive', rateBasisPoints: 0 });
    expect(priced.lines).toEqual([
      { from: '2027-02-28', until: '2027-03-31', days: 31, unitAmount: 4_900, net: 4_900, tax: 0 },
      { from: '2027-03-31', until: '2027-04-30', days: 30, unitAmount: 4_900, net: 4_900, tax: 0 },
    ]);
  });

  it('is the sum of its lines, net and tax, in every currency and tax mode', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.constantFrom('USD', 'JPY', 'KWD', 'CNY'),
        fc.integer({ min: 1, max: 36 }),
        fc.constantFrom('exclusive' as const, 'inclusive' as const, 'reverse-charge' as const),
        fc.integer({ min: 0, max: 10_000 }),
        (amount, currency, count, mode, rateBasisPoints) => {
          const priced = priceTerms(money(amount, currency), termsFrom('2027-01-31', 0, 'month', count), { mode, rateBasisPoints });
          expect(priced.lines.reduce((all, line) => all + line.net, 0)).toBe(priced.net);
          expect(priced.lines.reduce((all, line) => all + line.tax, 0)).toBe(priced.tax);
          expect(priced.net + priced.tax).toBe(priced.total);
          if (mode !== 'exclusive') expect(priced.total).toBe(amount * count);
        },
      ),
    );
  });
});

describe('terms and numbers', () => {
  it('refuse what is none', () => {
    expect(() => termFrom('2027-01-31', 0.5, 'month')).toThrow(RangeError);
    for (const count of [0, 61, 1.5]) expect(() => termsFrom('2027-01-31', 0, 'month', count)).toThrow(RangeError);
    for (const sequence of [0, -1, 1.5]) expect(() => invoiceNumber('PER', 2027, sequence)).toThrow(RangeError);
  });

  it('are printed with six digits, more when needed', () => {
    expect(invoiceNumber('PER', 2027, 42)).toBe('PER-2027-000042');
    expect(invoiceNumber('PER', 2027, 1_234_567)).toBe('PER-2027-1234567');
  });
});
