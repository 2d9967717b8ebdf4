import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween } from '@perennial/calendar';
import fc from 'fast-check';
import { mergedDays } from './merge.js';

const days = fc.array(fc.integer({ min: 0, max: 40 }).map((n) => addDays('2028-02-20', n)), { maxLength: 12 });
const windows = fc.integer({ min: 0, max: 14 });

describe('mergedDays', () => {
  it('puts what is due within the window of the first on its day, and begins again after it', () => {
    expect(mergedDays(['2027-03-05', '2027-03-01', '2027-03-03', '2027-03-04'], 3)).toEqual(['2027-03-05', '2027-03-01', '2027-03-01', '2027-03-01']);
    expect(mergedDays(['2027-03-01', '2027-03-02'], 0)).toEqual(['2027-03-01', '2027-03-02']);
  });

  it('moves nothing to a later day, and nothing further than the window', () => {
    fc.assert(
      fc.property(days, windows, (due, window) => {
        for (const [i, day] of mergedDays(due, window).entries()) {
          const moved = daysBetween(day, due[i] as string);
          expect(moved >= 0 && moved <= window).toBe(true);
        }
      }),
      { numRuns: 200, seed: 20270301 },
    );
  });

  it('leaves messages more than the window apart, is done once it is done, and knows no order', () => {
    fc.assert(
      fc.property(days, windows, (due, window) => {
        const merged = mergedDays(due, window);
        const messages = [...new Set(merged)].sort();
        for (const [i, day] of messages.entries()) if (i > 0) expect(daysBetween(messages[i - 1] as string, day)).toBeGreaterThan(window);
        expect(mergedDays(merged, window)).toEqual(merged);
        expect(mergedDays(due.toReversed(), window)).toEqual(merged.toReversed());
      }),
      { numRuns: 200, seed: 20270301 },
    );
  });
});
