import { describe, expect, it } from '@jest/globals';
import { inForceOn, type PeriodItem, type SoldPeriod } from './index.js';

const item = (kind: PeriodItem['kind'], code: string, fromOn: string, quantity = 1): PeriodItem => ({ kind, code, version: 1, quantity, fromOn, paidMinor: 0 });
const month = (periodNo: number, start: string, end: string, ...items: PeriodItem[]): SoldPeriod => ({ periodNo, start, end, interval: 'month', items });

describe('what is in force', () => {
  const periods = [
    month(1, '2027-02-10', '2027-03-10', item('plan', 'team', '2027-02-10'), item('plan', 'business', '2027-02-20'), item('add-on', 'seat', '2027-02-25', 3)),
    month(2, '2027-03-10', '2027-04-10', item('plan', 'team', '2027-03-10')),
  ];
  const on = (day: string) => {
    const found = inForceOn(periods, day);
    return `${found?.plan.code} ${found?.addOns.reduce((all, { quantity }) => all + quantity, 0)}`;
  };

  it('is the plan of the day, as last changed, with the add-ons bought by then', () => {
    expect(['2027-02-19', '2027-02-20', '2027-02-25', '2027-03-09'].map(on)).toEqual(['team 0', 'business 0', 'business 3', 'business 3']);
  });

  it('of a smaller plan bought ahead begins when its period does, not when it is paid', () => {
    expect(['2027-03-09', '2027-03-10'].map(on)).toEqual(['business 3', 'team 0']);
  });

  it('goes on after the end, and is what the first period begins with before it', () => {
    expect(['2027-06-01', '2027-01-01'].map(on)).toEqual(['team 0', 'team 0']);
    expect(inForceOn([], '2027-01-01')).toBeNull();
  });
});
