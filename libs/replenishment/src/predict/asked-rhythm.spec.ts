import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lessOften, nextAfterWeeks } from './asked-rhythm.js';
import { MAX_WEEKS } from './constants.js';

describe('less often', () => {
  it.each([
    { days: 3, fromWeeks: 1, toWeeks: 2 },
    { days: 7, fromWeeks: 1, toWeeks: 2 },
    { days: 30, fromWeeks: 4, toWeeks: 7 },
    { days: 35, fromWeeks: 5, toWeeks: 8 },
    { days: 250, fromWeeks: 36, toWeeks: 52 },
    { days: 357, fromWeeks: 51, toWeeks: 52 },
  ])('than every $days days is every $toWeeks weeks', ({ days, fromWeeks, toWeeks }) => {
    expect(lessOften(days)).toEqual({ fromWeeks, toWeeks });
  });

  it('is always longer than before, in whole weeks, and never rarer than once a year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3650 }), (days) => {
        const slower = lessOften(days);
        if (slower === null) return expect(Math.round(days / 7)).toBeGreaterThanOrEqual(MAX_WEEKS);
        expect(7 * slower.toWeeks).toBeGreaterThan(days);
        expect(slower.toWeeks).toBeGreaterThan(slower.fromWeeks);
        expect(slower.toWeeks).toBeLessThanOrEqual(MAX_WEEKS);
        expect(Number.isInteger(slower.toWeeks)).toBe(true);
      }),
    );
  });

  it('asked for again and again it ends at once a year', () => {
    const steps: number[] = [];
    for (let slower = lessOften(28); slower !== null; slower = lessOften(7 * slower.toWeeks)) steps.push(slower.toWeeks);
    expect(steps).toEqual([6, 9, 14, 21, 32, 48, 52]);
  });
});

describe('every n weeks', () => {
  it('counts from the last order, and means today when that has passed', () => {
    expect(nextAfterWeeks(6, '2027-03-01', '2027-03-24')).toBe('2027-04-12');
    expect(nextAfterWeeks(2, '2027-03-01', '2027-03-24')).toBe('2027-03-24');
  });
});
