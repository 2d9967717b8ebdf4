import { type Created, isWithin } from './form.js';
import { noSuch } from './stripe-problem.js';

interface Paging {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly created?: Created | undefined;
}

export interface ListPage<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

/** A page of objects given oldest first and shown newest first, between the cursors. */
export function pageOf<T extends { id: string; created?: number }>(url: string, oldestFirst: readonly T[], paging: Paging): ListPage<T> {
  const newestFirst = oldestFirst.filter((item) => isWithin(item.created ?? 0, paging.created)).reverse();
  if (paging.ending_before !== undefined) {
    const before = newestFirst.slice(0, positionOf(newestFirst, paging.ending_before, 'ending_before'));
    return { object: 'list', data: before.slice(-paging.limit), has_more: before.length > paging.limit, url };
  }
  const from = paging.starting_after === undefined ? 0 : positionOf(newestFirst, paging.starting_after, 'starting_after') + 1;
  const rest = newestFirst.slice(from);
  return { object: 'list', data: rest.slice(0, paging.limit), has_more: rest.length > paging.limit, url };
}

function positionOf(items: readonly { id: string }[], id: string, param: string): number {
  const position = items.findIndex((item) => item.id === id);
  if (position < 0) throw noSuch('object', id, param);
  return position;
}
