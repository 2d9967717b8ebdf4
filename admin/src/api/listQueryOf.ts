export type Filter = Readonly<Record<string, unknown>>;

interface Pagination {
  readonly page: number;
  readonly perPage: number;
}

interface Sort {
  readonly field: string;
  readonly order: string;
}

/** What the choosers of react-admin sort by when nobody says otherwise. No order of ours: the API's own is what they should show. */
const UNSORTED = 'id';

/**
 * What react-admin asks of a list, as our API is asked it. Empty filters ask nothing.
 * @example listQueryOf({ page: 2, perPage: 25 }, { field: 'name', order: 'DESC' }, { q: 'tea' }) // page=2&perPage=25&sort=-name&filter={"q":"tea"}
 */
export function listQueryOf(pagination?: Pagination, sort?: Sort, filter?: Filter): string {
  const query = new URLSearchParams();
  if (pagination) {
    query.set('page', String(pagination.page));
    query.set('perPage', String(pagination.perPage));
  }
  if (sort?.field && sort.field !== UNSORTED) query.set('sort', `${sort.order === 'DESC' ? '-' : ''}${sort.field}`);
  const asked = Object.entries(filter ?? {}).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  if (asked.length > 0) query.set('filter', JSON.stringify(Object.fromEntries(asked)));
  return query.toString();
}
