import { describe, expect, it } from '@jest/globals';
import { addDays } from '@perennial/calendar';
import fc from 'fast-check';
import { type CreditableLine, creditLines, endAfterTakingBack, grantedPart, payouts, refundableNets, spreadRefund } from './index.js';

const line = (net: number, tax: number, more: Partial<CreditableLine> = {}): CreditableLine => ({ from: '2027-02-01', until: '2027-03-01', net, tax, creditedNet: 0, creditedTax: 0, ...more });
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

describe('what the terms give back', () => {
  it('is what was paid less the used days at the day price; the day itself is given back', () => {
    const refundable = (today: string, more: Partial<CreditableLine> = {}) => refundableNets([line(2800, 0, more)], { refunds: 'unused-days' }, today, 'USD')[0];
    expect(refundable('2027-01-31')).toBe(2800);
    expect(refundable('2027-02-01')).toBe(2800);
    expect(refundable('2027-02-11')).toBe(1800);
    expect(refundable('2027-02-28')).toBe(100);
    expect(refundable('2027-03-01')).toBe(0);
    expect(refundable('2027-05-01')).toBe(0);
    expect(refundable('2027-02-11', { creditedNet: 1000 })).toBe(800);
    expect(refundableNets([line(2800, 0)], { refunds: 'everything' }, '2027-05-01', 'USD')).toEqual([2800]);
  });

  it('is the price of exactly the days that are taken back, on every day of the period', () => {
    const subscription = {
      anchor: '2027-02-01', endsAtMonths: 1, endsOn: '2027-03-01', grantedDays: 0, overlays: [], trial: false, cancelAtEnd: false, canceledAt: null,
      pastDueSince: null, fallsBackTo: null, graceDays: 7, retentionDays: 60, timeZone: 'UTC',
    };
    for (let i = 0; i < 28; i++) {
      const today = addDays('2027-02-01', i);
      const { paidDays } = endAfterTakingBack(subscription, new Date(`${today}T12:00:00Z`)).taken;
      expect(refundableNets([line(2800, 0)], { refunds: 'unused-days' }, today, 'USD')).toEqual([100 * paidDays]);
    }
  });

  it('33 lago and polar: any number of partial refunds never gives back more of a line or its tax than was collected, and the last takes the remainder', () => {
    const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 1e7 }), fc.integer({ min: 0, max: 3e6 })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lines, fc.constantFrom('USD', 'JPY', 'KWD'), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }), (amounts, currency, shares) => {
        let state = amounts.map(([net, tax]) => line(net, tax));
        const back = (wanted: number) => {
          const parts = creditLines(state, spreadRefund(wanted, refundableNets(state, { refunds: 'everything' }, '2027-02-05', currency), currency), currency);
          expect(sum(parts.map(({ net }) => net))).toBe(wanted);
          state = state.map((one, i) => ({ ...one, creditedNet: one.creditedNet + (parts[i]?.net ?? 0), creditedTax: one.creditedTax + (parts[i]?.tax ?? 0) }));
          for (const [i, one] of state.entries()) {
            expect(parts[i]?.tax).toBeGreaterThanOrEqual(0);
            expect(one.creditedNet).toBeLessThanOrEqual(one.net);
            expect(one.creditedTax).toBeLessThanOrEqual(one.tax);
          }
        };
        const left = () => sum(state.map(({ net, creditedNet }) => net - creditedNet));
        for (const share of shares) back(Math.floor(left() * share));
        back(left());
        expect(state.map(({ creditedNet, creditedTax }) => [creditedNet, creditedTax])).toEqual(amounts);
      }),
    );
  });

  it('30 lago: four equal lines taken back one by one sum to what was invoiced', () => {
    const taxes = [0, 1, 2, 3].map(() => creditLines([line(6979, 1396)], [6979], 'EUR')[0]?.tax);
    expect(taxes).toEqual([1396, 1396, 1396, 1396]);
  });

  it('is never beyond what is left of a line', () => {
    expect(() => creditLines([line(100, 20, { creditedNet: 60, creditedTax: 12 })], [41], 'USD')).toThrow(RangeError);
    expect(() => creditLines([line(100, 20)], [-1], 'USD')).toThrow(RangeError);
  });

  it('leaves out what granted credit paid for: over all parts exactly that', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e8 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }), (total, share, shares) => {
        const granted = Math.floor(total * share);
        const before = { amount: 0, granted: 0 };
        const take = (amount: number) => {
          const part = grantedPart(total, granted, amount, before, 'USD');
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(amount);
          before.amount += amount;
          before.granted += part;
        };
        for (const one of shares) take(Math.floor((total - before.amount) * one));
        take(total - before.amount);
        expect(before).toEqual({ amount: total, granted });
      }),
    );
  });

  it('goes to the original payments first and then onto the balance, to the cent', () => {
    expect(payouts(500, [{ paymentIntentId: 'a', left: 300 }, { paymentIntentId: 'b', left: 0 }, { paymentIntentId: 'c', left: 150 }])).toEqual([
      { paymentIntentId: 'a', amount: 300 }, { paymentIntentId: 'c', amount: 150 }, { paymentIntentId: null, amount: 50 },
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.array(fc.integer({ min: 0, max: 1e9 }), { maxLength: 5 }), (amount, lefts) => {
        const paid = payouts(amount, lefts.map((left, i) => ({ paymentIntentId: `pi_${i}`, left })));
        expect(sum(paid.map((one) => one.amount))).toBe(amount);
        for (const one of paid) if (one.paymentIntentId !== null) expect(one.amount).toBeLessThanOrEqual(lefts[Number(one.paymentIntentId.slice(3))] ?? 0);
      }),
    );
  });

  it('of unused days over all days of a line falls by a day price a day and ends at nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e7 }), fc.integer({ min: 1, max: 366 }), (net, days) => {
        const until = addDays('2027-02-01', days);
        let last = net;
        for (let day = 0; day < days; day += Math.max(1, Math.floor(days / 10))) {
          const [left = 0] = refundableNets([line(net, 0, { until })], { refunds: 'unused-days' }, addDays('2027-02-01', day), 'USD');
          expect(left).toBeLessThanOrEqual(last);
          last = left;
        }
        expect(refundableNets([line(net, 0, { until })], { refunds: 'unused-days' }, until, 'USD')).toEqual([0]);
      }),
    );
  });
});
