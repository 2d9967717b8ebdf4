import { describe, expect, it } from '@jest/globals';
import { CustomerQuery } from '@perennial/contract/admin';
import { listQueryOf } from './listQueryOf';

const asTheApiReadsIt = (query: string) => CustomerQuery.parse(Object.fromEntries(new URLSearchParams(query)));

describe('what a list asks', () => {
  it('is what the contract reads: the page, the order, the filter', () => {
    const query = listQueryOf({ page: 3, perPage: 50 }, { field: 'name', order: 'DESC' }, { q: '李 & Söhne' });
    expect(asTheApiReadsIt(query)).toEqual({ page: 3, perPage: 50, sort: '-name', filter: { q: '李 & Söhne' } });
  });

  it('leaves the order to the API where a chooser asks for that of the ids', () => {
    const query = listQueryOf({ page: 1, perPage: 25 }, { field: 'id', order: 'DESC' }, { q: 'ada' });
    expect(asTheApiReadsIt(query)).toEqual(asTheApiReadsIt('page=1&perPage=25&filter={"q":"ada"}'));
  });

  it('leaves out filters without a value, which the contract would refuse', () => {
    expect(asTheApiReadsIt(listQueryOf({ page: 1, perPage: 25 }, { field: 'name', order: 'ASC' }, { q: '', email: null }))).toMatchObject({ filter: {} });
  });
});
