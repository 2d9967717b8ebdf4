import { daysBetween, type PlainDate } from '@perennial/calendar';
import { SAME_VISIT_DAYS } from './constants.js';

/** A line of the ledger; a negative quantity came back. */
export interface PurchaseLine {
  readonly customerId: string;
  readonly productId: string;
  readonly day: PlainDate;
  readonly quantity: number;
}

/** The time from the last day of one visit to the first day of the next. */
export interface Gap {
  /** 1 for the first. */
  readonly no: number;
  readonly days: number;
  readonly openedOn: PlainDate;
  readonly closedOn: PlainDate;
  /** What was bought on the day it opened. */
  readonly quantity: number;
}

/** Everything a customer did about a product. */
export interface Pair {
  readonly customerId: string;
  readonly productId: string;
  readonly firstOrderedOn: PlainDate;
  readonly lastOrderedOn: PlainDate;
  readonly lastQuantity: number;
  readonly gaps: readonly Gap[];
}

/**
 * The visits of every customer for every product up to and including `asOf`, in whatever order the lines come. What came back is
 * taken off the newest purchases first; a pair with nothing left does not appear.
 */
export function pairsOf(lines: readonly PurchaseLine[], asOf: PlainDate): Pair[] {
  const known = lines.filter((line) => line.day <= asOf);
  return [...Map.groupBy(known, (line) => `${line.customerId} ${line.productId}`).values()].flatMap((own) => {
    const days = keptDays(own);
    const [first] = days;
    const last = days.at(-1);
    const [line] = own;
    if (!first || !last || !line) return [];
    const { customerId, productId } = line;
    return [{ customerId, productId, firstOrderedOn: first.day, lastOrderedOn: last.day, lastQuantity: last.quantity, gaps: gapsOf(days) }];
  });
}

interface KeptDay {
  readonly day: PlainDate;
  readonly quantity: number;
}

/** Days on which something was bought and kept: last in, first out. */
function keptDays(lines: readonly PurchaseLine[]): KeptDay[] {
  const perDay = [...Map.groupBy(lines, (line) => line.day)]
    .map(([day, ofDay]) => ({ day, quantity: ofDay.reduce((sum, line) => sum + line.quantity, 0) }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  let kept: KeptDay[] = [];
  for (const { day, quantity } of perDay) {
    if (quantity > 0) kept.push({ day, quantity });
    else kept = takenBack(kept, -quantity);
  }
  return kept;
}

function takenBack(kept: readonly KeptDay[], quantity: number): KeptDay[] {
  const newest = kept.at(-1);
  if (!newest || quantity === 0) return [...kept];
  if (newest.quantity > quantity) return [...kept.slice(0, -1), { day: newest.day, quantity: newest.quantity - quantity }];
  return takenBack(kept.slice(0, -1), quantity - newest.quantity);
}

function gapsOf(days: readonly KeptDay[]): Gap[] {
  const gaps: Gap[] = [];
  days.slice(1).forEach(({ day: closedOn }, i) => {
    const { day: openedOn, quantity } = days[i] as KeptDay;
    const length = daysBetween(openedOn, closedOn);
    if (length > SAME_VISIT_DAYS) gaps.push({ no: gaps.length + 1, days: length, openedOn, closedOn, quantity });
  });
  return gaps;
}
