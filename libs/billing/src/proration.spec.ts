import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween } from '@perennial/calendar';
import { money } from '@perennial/money';
import fc from 'fast-check';
import { type PaidPeriod, partialLines, prorate, upgradeLines } from './index.js';

const amounts = fc.integer({ min: 0, max: 1e8 });
const currencies = fc.constantFrom('USD', 'JPY', 'KWD');
const PLAN = { code: 'business', name: { en: 'Business', 'zh-CN': '商业版' } };
const SEAT = { code: 'seat', name: { en: 'Seat', 'zh-CN': '席位' } };

const period = (start: string, end: string, paid: number, currency = 'USD'): PaidPeriod => ({ start, end, paid: money(paid, currency), paidFrom: start });
const to = (amount: number, currency = 'USD') => () => money(amount, currency);

describe('changing the plan inside a paid period', () => {
  it.each([
    { name: 'USD 99 to 299, 18 of 28 days', currency: 'USD', paid: 9_900, price: 29_900, start: '2027-02-01', end: '2027-03-01', on: '2027-02-11', credit: 6_364, charge: 19_221, due: 12_857 },
    { name: 'JPY 12000 to 36000, 100 of 365 days', currency: 'JPY', paid: 12_000, price: 36_000, start: '2027-01-01', end: '2028-01-01', on: '2027-09-23', credit: 3_288, charge: 9_863, due: 6_575 },
    { name: 'USD 5 to 20, 29 of 30 days', currency: 'USD', paid: 500, price: 2_000, start: '2027-04-01', end: '2027-05-01', on: '2027-04-02', credit: 483, charge: 1_933, due: 1_450 },
  ])('costs what was worked out by hand: $name', ({ currency, paid, price, start, end, on, credit, charge, due }) => {
    const prorated = prorate([period(start, end, paid, currency)], to(price, currency), on);
    expect(prorated.lines).toMatchObject([{ credit: { amount: credit }, charge: { amount: charge } }]);
    expect(prorated.due).toEqual(money(due, currency));
  });

  it('shows its working with numbers on the line', () => {
    const lines = upgradeLines(PLAN, prorate([period('2027-02-01', '2027-03-01', 9_900)], to(29_900), '2027-02-11'));
    expect(lines).toEqual([
      {
        kind: 'upgrade', item: PLAN, from: '2027-02-11', until: '2027-03-01', days: 18, quantity: 1, unitAmount: 29_900, amount: 12_857,
        formula: '299.00 × 18/28 − 99.00 × 18/28 = 192.21 − 63.64 = 128.57',
      },
    ]);
  });

  it('prorates each period paid ahead on what was paid for it, and leaves past ones alone', () => {
    const months = [period('2027-01-01', '2027-02-01', 4_900), period('2027-02-01', '2027-03-01', 4_900), period('2027-03-01', '2027-04-01', 4_410)];
    const { lines, due } = prorate(months, to(19_900), '2027-02-15');
    expect(lines.map(({ from, daysLeft, credit, charge }) => [from, daysLeft, credit.amount, charge.amount])).toEqual([
      ['2027-02-15', 14, 2_450, 9_950],
      ['2027-03-01', 31, 4_410, 19_900],
    ]);
    expect(due.amount).toBe(9_950 - 2_450 + 19_900 - 4_410);
  });

  it('never credits more than was paid, is free between equal prices, and is refused across currencies or without a day left', () => {
    const span = fc.record({ first: fc.integer({ min: 0, max: 14_000 }), days: fc.integer({ min: 1, max: 366 }) });
    fc.assert(
      fc.property(span, fc.nat(), amounts, amounts, ({ first, days }, offset, paid, price) => {
        const start = addDays('2020-01-01', first);
        const on = addDays(start, offset % days);
        const one = period(start, addDays(start, days), paid);
        const [line] = prorate([one], to(price), on).lines;
        expect(line?.credit.amount).toBeLessThanOrEqual(paid);
        expect(line?.charge.amount).toBeLessThanOrEqual(price);
        expect((line?.daysLeft ?? 0) + daysBetween(start, on)).toBe(line?.daysInPeriod);
        expect(prorate([one], to(paid), on).due.amount).toBe(0);
        expect(() => prorate([one], to(price, 'EUR'), on)).toThrow(RangeError);
        expect(() => prorate([one], to(price), one.end)).toThrow(RangeError);
      }),
    );
  });

  it('sums its lines to what is due in every exponent, never below zero, and carries a credit beyond its charge to the next period', () => {
    const months = [period('2027-01-01', '2027-02-01', 30_000), period('2027-02-01', '2027-03-01', 1_000)];
    const { lines, due } = prorate(months, to(20_000), '2027-01-01');
    expect(lines.map((line) => line.due.amount)).toEqual([0, 9_000]);
    expect(due.amount).toBe(9_000);
    expect(upgradeLines(PLAN, prorate(months, to(20_000), '2027-01-01')).at(1)?.formula).toBe('200.00 × 28/28 − 10.00 × 28/28 = 200.00 − 10.00 − 100.00 = 90.00');
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 12 }), amounts, currencies, fc.integer({ min: 0, max: 30 }), (paids, price, currency, offset) => {
        const periods = paids.map((paid, i) => period(addDays('2027-01-01', i * 31), addDays('2027-01-01', (i + 1) * 31), paid, currency));
        const prorated = prorate(periods, to(price, currency), addDays('2027-01-01', offset));
        const all = (of: 'due' | 'charge' | 'credit') => prorated.lines.reduce((total, line) => total + line[of].amount, 0);
        expect(all('due')).toBe(prorated.due.amount);
        expect(prorated.lines.every((line) => line.due.amount >= 0)).toBe(true);
        expect(prorated.due.amount).toBeGreaterThanOrEqual(all('charge') - all('credit'));
      }),
    );
  });

  it('in two steps costs what it costs in one, but for a unit of rounding; going up gives nothing to take away by going down', () => {
    fc.assert(
      fc.property(amounts, amounts, amounts, fc.integer({ min: 0, max: 29 }), (a, b, c, offset) => {
        const [low = 0, middle = 0, high = 0] = [a, b, c].sort((x, y) => x - y);
        const [start, end] = ['2027-04-01', '2027-05-01'];
        const on = addDays(start, offset);
        const first = prorate([period(start, end, low)], to(middle), on);
        const paid = money((first.lines[0]?.credit.amount ?? 0) + first.due.amount, 'USD');
        const changed = { start, end, paid, paidFrom: on };
        const second = prorate([changed], to(high), on);
        const atOnce = prorate([period(start, end, low)], to(high), on);
        expect(Math.abs(first.due.amount + second.due.amount - atOnce.due.amount)).toBeLessThanOrEqual(1);
        expect(prorate([changed], to(low), on).due.amount).toBe(0);
      }),
    );
  });
});

describe('something bought beside the plan', () => {
  it('costs its price for the days that are left, period by period, and ends with the plan', () => {
    const periods = [period('2027-02-01', '2027-03-01', 4_900), period('2027-03-01', '2027-04-01', 4_900)];
    expect(partialLines('add-on', SEAT, to(1_000), 3, periods, '2027-02-11')).toEqual([
      { kind: 'add-on', item: SEAT, from: '2027-02-11', until: '2027-03-01', days: 18, quantity: 3, unitAmount: 1_000, amount: 1_929, formula: '3 × 10.00 × 18/28 = 19.29' },
      { kind: 'add-on', item: SEAT, from: '2027-03-01', until: '2027-04-01', days: 31, quantity: 3, unitAmount: 1_000, amount: 3_000, formula: '3 × 10.00 × 31/31 = 30.00' },
    ]);
  });
});
