import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween } from '@perennial/calendar';
import { money } from '@perennial/money';
import fc from 'fast-check';
import { prorate } from './proration.js';

const amounts = fc.integer({ min: 0, max: 1e8 });

describe('changing the plan inside a paid period', () => {
  it.each([
    { name: 'USD 99 to 299, 18 of 28 days', currency: 'USD', paid: 9_900, price: 29_900, start: '2027-02-01', end: '2027-03-01', on: '2027-02-11', credit: 6_364, charge: 19_221, due: 12_857 },
    { name: 'JPY 12000 to 36000, 100 of 365 days', currency: 'JPY', paid: 12_000, price: 36_000, start: '2027-01-01', end: '2028-01-01', on: '2027-09-23', credit: 3_288, charge: 9_863, due: 6_575 },
    { name: 'USD 5 to 20, 29 of 30 days', currency: 'USD', paid: 500, price: 2_000, start: '2027-04-01', end: '2027-05-01', on: '2027-04-02', credit: 483, charge: 1_933, due: 1_450 },
  ])('costs what was worked out by hand: $name', ({ currency, paid, price, start, end, on, credit, charge, due }) => {
    const prorated = prorate([{ start, end, paid: money(paid, currency) }], money(price, currency), on);
    expect(prorated.lines).toMatchObject([{ credit: { amount: credit }, charge: { amount: charge } }]);
    expect(prorated.due).toEqual(money(due, currency));
  });

  it('credits periods paid ahead in full and leaves past ones alone', () => {
    const month = (start: string, end: string) => ({ start, end, paid: money(4_900, 'USD') });
    const prorated = prorate([month('2027-01-01', '2027-02-01'), month('2027-02-01', '2027-03-01'), month('2027-03-01', '2027-04-01')], money(19_900, 'USD'), '2027-02-15');
    expect(prorated.lines.map(({ from, daysLeft, credit }) => [from, daysLeft, credit.amount])).toEqual([['2027-02-15', 14, 2_450], ['2027-03-01', 31, 4_900]]);
  });

  it('never credits more than was paid, is free between equal prices, and is refused across currencies', () => {
    const period = fc.record({ first: fc.integer({ min: 0, max: 14_000 }), days: fc.integer({ min: 1, max: 366 }) });
    fc.assert(
      fc.property(period, fc.nat(), amounts, amounts, ({ first, days }, offset, paid, price) => {
        const start = addDays('2020-01-01', first);
        const on = addDays(start, offset % days);
        const one = { start, end: addDays(start, days), paid: money(paid, 'USD') };
        const [line] = prorate([one], money(price, 'USD'), on).lines;
        expect(line?.credit.amount).toBeLessThanOrEqual(paid);
        expect(line?.charge.amount).toBeLessThanOrEqual(price);
        expect((line?.daysLeft ?? 0) + daysBetween(start, on)).toBe(line?.daysInPeriod);
        expect(prorate([one], money(paid, 'USD'), on).due.amount).toBe(0);
        expect(() => prorate([one], money(price, 'EUR'), on)).toThrow(RangeError);
      }),
    );
  });

  it('up and down on the same day cancels out: no credit is to be had by going round', () => {
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 0, max: 29 }), (low, high, offset) => {
        const [start, end] = ['2027-04-01', '2027-05-01'];
        const on = addDays(start, offset);
        const up = prorate([{ start, end, paid: money(low, 'USD') }], money(high, 'USD'), on).due.amount;
        const down = prorate([{ start, end, paid: money(high, 'USD') }], money(low, 'USD'), on).due.amount;
        expect(up + down).toBe(0);
      }),
    );
  });
});
