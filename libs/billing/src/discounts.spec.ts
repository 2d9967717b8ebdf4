import { describe, expect, it } from '@jest/globals';
import { money } from '@perennial/money';
import fc from 'fast-check';
import { discountsOf, earnsEarlyRenewal, type NamedReduction } from './index.js';

const tenPercent: NamedReduction = { code: 'TEN', reduction: { kind: 'percent', basisPoints: 1_000 } };

describe('a discount', () => {
  it('is reckoned on what the one before left, and shows its working', () => {
    expect(discountsOf(money(10_000, 'USD'), [tenPercent, { ...tenPercent, code: 'EARLY' }])).toEqual([
      { code: 'TEN', amount: 1_000, formula: '100.00 × 10% = 10.00' },
      { code: 'EARLY', amount: 900, formula: '90.00 × 10% = 9.00' },
    ]);
  });

  it('of a fixed amount takes no more than there is', () => {
    expect(discountsOf(money(300, 'JPY'), [{ code: 'FIVE', reduction: { kind: 'amount', amount: money(500, 'JPY') } }])).toEqual([{ code: 'FIVE', amount: 300, formula: '300' }]);
  });

  it('never takes more than the whole, in any order and number', () => {
    const reduction = fc.oneof(
      fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.integer({ min: 0, max: 10_000 }) }),
      fc.integer({ min: 0, max: 1e9 }).map((amount) => ({ kind: 'amount' as const, amount: money(amount, 'KWD') })),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.array(reduction, { maxLength: 5 }), (listed, reductions) => {
        const taken = discountsOf(money(listed, 'KWD'), reductions.map((each) => ({ code: 'X', reduction: each })));
        expect(taken.every(({ amount }) => amount >= 0)).toBe(true);
        expect(taken.reduce((all, { amount }) => all + amount, 0)).toBeLessThanOrEqual(listed);
      }),
    );
  });

  it('that is none is refused', () => {
    for (const basisPoints of [-1, 10_001, 0.5]) {
      expect(() => discountsOf(money(100, 'USD'), [{ code: 'X', reduction: { kind: 'percent', basisPoints } }])).toThrow(RangeError);
    }
    for (const amount of [money(1, 'EUR'), money(-1, 'USD')]) {
      expect(() => discountsOf(money(100, 'USD'), [{ code: 'X', reduction: { kind: 'amount', amount } }])).toThrow(RangeError);
    }
  });
});

describe('the gain of renewing early', () => {
  const offer = { daysBefore: 14, discountBasisPoints: 500, bonusDays: 0 };

  it('is earned up to its day, by what continues paid time', () => {
    expect(earnsEarlyRenewal(offer, true, '2027-02-24', '2027-03-10')).toBe(true);
    expect(earnsEarlyRenewal(offer, true, '2027-02-25', '2027-03-10')).toBe(false);
    expect(earnsEarlyRenewal(offer, false, '2027-02-01', '2027-03-10')).toBe(false);
    expect(earnsEarlyRenewal(offer, true, '2027-02-01', null)).toBe(false);
    expect(earnsEarlyRenewal(null, true, '2027-02-01', '2027-03-10')).toBe(false);
  });
});
