import { describe, expect, it } from '@jest/globals';
import { nearestWeeks } from './weeks.js';

describe('the weeks proposed for a thing on the shelf', () => {
  it.each([
    { expectedOn: '2027-03-02', weeks: 1 },
    { expectedOn: '2027-03-31', weeks: 4 },
    { expectedOn: '2027-06-20', weeks: 16 },
    { expectedOn: '2030-01-01', weeks: 52 },
  ])('are about as many as it lasts: $weeks until $expectedOn', ({ expectedOn, weeks }) => {
    expect(nearestWeeks({ lastOrderedOn: '2027-03-01', expectedOn })).toBe(weeks);
  });
});
