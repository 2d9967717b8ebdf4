import { describe, expect, it } from '@jest/globals';
import { money, multiply } from '@perennial/money';
import fc from 'fast-check';
import { type DraftLine, invoiceNumber, priceLines, splitTax, termFrom, termLines, termsFrom } from './index.js';

const SEATS = { code: 'seat', name: { en: 'Seat', 'zh-CN': '席位' } };
const [draft] = termLines('plan', SEATS, money(1, 'USD'), 1, termsFrom('2027-01-31', 0, 'month', 1)) as [DraftLine];

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

  it('keeps the days, the listed price and the working on each line', () => {
    const drafts = termLines('add-on', SEATS, money(4_900, 'USD'), 2, termsFrom('2027-01-31', 1, 'month', 2));
    const line = { kind: 'add-on', item: SEATS, quantity: 2, unitAmount: 4_900, amount: 9_800, discount: 0, net: 9_800, tax: 0, formula: '2 × 49.00 = 98.00' };
    expect(priceLines(drafts, money(0, 'USD'), { mode: 'exclusive', rateBasisPoints: 0 }).lines).toEqual([
      { ...line, from: '2027-02-28', until: '2027-03-31', days: 31 },
      { ...line, from: '2027-03-31', until: '2027-04-30', days: 30 },
    ]);
  });

  it('is the sum of its lines: discount, net and tax, in every exponent and tax mode', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('USD', 'JPY', 'KWD', 'CNY'),
        fc.integer({ min: 0, max: 10_000 }),
        fc.constantFrom('exclusive' as const, 'inclusive' as const, 'reverse-charge' as const),
        fc.integer({ min: 0, max: 10_000 }),
        (amounts, currency, share, mode, rateBasisPoints) => {
          const drafts = amounts.map((amount) => ({ ...draft, amount }));
          const listed = amounts.reduce((all, amount) => all + amount, 0);
          const discount = multiply(money(listed, currency), share, 10_000);
          const priced = priceLines(drafts, discount, { mode, rateBasisPoints });
          const all = (field: 'discount' | 'net' | 'tax') => priced.lines.reduce((total, line) => total + line[field], 0);
          expect([all('discount'), all('net'), all('tax')]).toEqual([discount.amount, priced.net, priced.tax]);
          expect(priced.net + priced.tax).toBe(priced.total);
          if (mode !== 'exclusive') expect(priced.total).toBe(listed - discount.amount);
          for (const line of priced.lines) {
            expect(Math.min(line.discount, line.net, line.tax, line.amount - line.discount)).toBeGreaterThanOrEqual(0);
            expect(mode === 'exclusive' ? line.net : line.net + line.tax).toBe(line.amount - line.discount);
          }
        },
      ),
    );
  });

  it('refuses a discount that is none', () => {
    for (const discount of [-1, 101]) {
      expect(() => priceLines([{ ...draft, amount: 100 }], money(discount, 'USD'), { mode: 'exclusive', rateBasisPoints: 0 })).toThrow(RangeError);
    }
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
