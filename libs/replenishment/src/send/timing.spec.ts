import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween } from '@perennial/calendar';
import fc from 'fast-check';
import { DEFAULT_GRID } from '../predict/candidates.js';
import { followUpDay, type Outlook, type RuleTiming, sendDay } from './timing.js';

const monthly: Outlook = {
  mu: Math.log(30),
  sigma: 0.2,
  grid: DEFAULT_GRID,
  openedOn: '2027-03-01',
  own: false,
  dueOn: '2027-03-31',
  notBefore: null,
  windowTo: '2027-04-09',
};
const before = (leadDays: number): RuleTiming => ({ timing: 'before-expected', leadDays, afterDays: null });
const best = (leadDays: number): RuleTiming => ({ timing: 'best-day', leadDays, afterDays: null });

describe('sendDay', () => {
  it('keeps the lead before the expected date', () => {
    expect(sendDay(before(5), monthly)).toBe('2027-03-26');
    expect(sendDay(before(0), monthly)).toBe('2027-03-31');
  });

  it('counts a lead longer than half the gap as half of it: nobody needs milk the day after milk', () => {
    expect(sendDay(before(5), { ...monthly, dueOn: '2027-03-08' })).toBe('2027-03-04');
  });

  it('counts days after the purchase whatever the rhythm', () => {
    expect(sendDay({ timing: 'after-purchase', leadDays: 5, afterDays: 60 }, monthly)).toBe('2027-04-30');
  });

  it('waits while there is some left, as far as somebody said so', () => {
    expect(sendDay(before(5), { ...monthly, notBefore: '2027-03-29' })).toBe('2027-03-29');
  });

  it('goes by the day somebody named, before every kind of rule', () => {
    const named = { ...monthly, own: true, dueOn: '2027-05-20' };
    for (const timing of [before(5), best(5), { timing: 'after-purchase', leadDays: 5, afterDays: 60 } as const]) expect(sendDay(timing, named)).toBe('2027-05-15');
  });

  it('finds the best day later the steadier the rhythm, and never later than the delivery allows', () => {
    expect(sendDay(best(3), monthly)).toBe('2027-03-28');
    // Whoever comes back at once or not at all is asked as early as a step before the middle.
    const impatient = { ...monthly, sigma: 3 };
    expect(sendDay(best(3), impatient)).toBe('2027-03-17');
  });

  const outlooks = fc
    .record({ mu: fc.double({ min: 1.5, max: 5, noNaN: true }), sigma: fc.double({ min: 0.05, max: 1.5, noNaN: true }), middle: fc.integer({ min: 2, max: 200 }) })
    .map(({ mu, sigma, middle }): Outlook => ({ ...monthly, mu, sigma, dueOn: addDays('2027-03-01', middle) }));

  it('lies between a step before the middle and the lead before it, and after the purchase', () => {
    fc.assert(
      fc.property(outlooks, fc.integer({ min: 0, max: 30 }), (outlook, leadDays) => {
        const middle = daysBetween(outlook.openedOn, outlook.dueOn);
        const day = daysBetween(outlook.openedOn, sendDay(best(leadDays), outlook));
        const latest = Math.max(middle - leadDays, Math.floor(middle / 2));
        expect(day).toBeGreaterThanOrEqual(Math.min(latest, middle - 14));
        expect(day).toBeGreaterThanOrEqual(1);
        expect(day).toBeLessThanOrEqual(latest);
      }),
      { numRuns: 200, seed: 20270301 },
    );
  });
});

describe('followUpDay', () => {
  it('is the three-quarter point of those who had not bought by the first reminder', () => {
    expect(followUpDay(monthly, '2027-03-26')).toBe('2027-04-05');
  });

  it('comes some days after the first at least, and not while there is some left', () => {
    expect(followUpDay({ ...monthly, sigma: 0.05 }, '2027-04-01')).toBe('2027-04-04');
    expect(followUpDay({ ...monthly, notBefore: '2027-04-20' }, '2027-03-26')).toBe('2027-04-20');
  });

  it('waits until the last of the days somebody named', () => {
    expect(followUpDay({ ...monthly, own: true, dueOn: '2027-04-15', windowTo: '2027-04-20' }, '2027-04-10')).toBe('2027-04-20');
  });
});
