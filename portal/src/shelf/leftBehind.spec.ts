import { describe, expect, it } from '@jest/globals';
import { leftBehindLast } from './leftBehind.js';

const item = (name: string, rhythm: 'reliable' | 'lapsed' | 'no-rhythm', overrideBy: 'customer' | null = null) => ({ name, rhythm, overrideBy });

describe('the order of a shelf', () => {
  it('puts what was left behind at the back and keeps the rest as it came', () => {
    const shelf = [item('hand cream', 'lapsed'), item('tea', 'reliable'), item('soap', 'no-rhythm'), item('salt', 'lapsed')];
    expect(leftBehindLast(shelf).map(({ name }) => name)).toEqual(['tea', 'soap', 'hand cream', 'salt']);
  });

  it('keeps in its place what the customer named a date for', () => {
    const shelf = [item('hand cream', 'lapsed', 'customer'), item('tea', 'reliable')];
    expect(leftBehindLast(shelf).map(({ name }) => name)).toEqual(['hand cream', 'tea']);
  });
});
