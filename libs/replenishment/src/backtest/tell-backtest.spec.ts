import { describe, expect, it } from '@jest/globals';
import { judgeDates, tellBacktest } from './tell-backtest.js';

describe('what a backtest comes to', () => {
  it.each([
    [{ promised: 412, within7Days: 0.71 }, 'good', 'Would have been right within ±7 days for 7 of 10 orders.'],
    [{ promised: 10, within7Days: 0.4 }, 'not-good-enough', 'Would have been right within ±7 days for 4 of 10 orders.'],
    [{ promised: 9, within7Days: 1 }, 'too-few', 'Too few dates have been worth a reminder yet to tell how good they are.'],
    [{ promised: 0, within7Days: null }, 'no-dates', 'No rhythm here has been regular enough to give a date by.'],
  ] as const)('%j is %s', (dates, verdict, sentence) => {
    expect(judgeDates(dates)).toBe(verdict);
    expect(tellBacktest(dates, 'en')).toBe(sentence);
    expect(tellBacktest(dates, 'zh-CN')).toMatch(/\p{Script=Han}/u);
  });
});
