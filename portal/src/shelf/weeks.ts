import type { ShelfItem } from '@perennial/contract/portal';
import { daysFrom } from '../expected-date/days.js';

/** What one can ask for: each week up to a quarter, then rounder numbers, at last once a year. */
export const WEEKS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 20, 26, 52];

/** The choice that comes nearest to how long this one is expected to last. */
export function nearestWeeks({ lastOrderedOn, expectedOn }: Pick<ShelfItem, 'lastOrderedOn' | 'expectedOn'>): number {
  const weeks = daysFrom(lastOrderedOn, expectedOn) / 7;
  return WEEKS.reduce((nearest, choice) => (Math.abs(choice - weeks) < Math.abs(nearest - weeks) ? choice : nearest));
}
