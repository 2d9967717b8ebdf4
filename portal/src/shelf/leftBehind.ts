import type { ShelfItem } from '@perennial/contract/portal';

type Dated = Pick<ShelfItem, 'rhythm' | 'overrideBy'>;

/** Bought once upon a time: nobody is reminded of it, unless the customer names a date. */
export function isLeftBehind({ rhythm, overrideBy }: Dated): boolean {
  return rhythm === 'lapsed' && overrideBy === null;
}

/** What is due comes first, in the order given; what was left behind stands at the back of the shelf. */
export function leftBehindLast<Item extends Dated>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => Number(isLeftBehind(a)) - Number(isLeftBehind(b)));
}
