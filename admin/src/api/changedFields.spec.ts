import { describe, expect, it } from '@jest/globals';
import { changedFields } from './changedFields';

describe('changed fields', () => {
  it('are those whose value differs, nested ones as a whole', () => {
    const before = { id: '1', name: 'Tea', scope: { kind: 'everything' }, stock: 3 };
    expect(changedFields({ ...before, name: 'Green tea', scope: { kind: 'category', category: 'Tea' } }, before)).toEqual({
      name: 'Green tea',
      scope: { kind: 'category', category: 'Tea' },
    });
  });

  it('include what was cleared', () => {
    expect(changedFields({ stock: null }, { stock: 3 })).toEqual({ stock: null });
  });

  it('are all of them when nothing was there before', () => {
    expect(changedFields({ name: 'Tea' }, undefined)).toEqual({ name: 'Tea' });
  });
});
