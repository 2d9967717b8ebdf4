import { describe, expect, it } from '@jest/globals';
import { type Coverage, planDates, USUAL_NOTICES } from './index.js';

const coverage: Coverage = {
  endsOn: '2027-03-10', grantedDays: 0, overlays: [], trial: false, cancelAtEnd: false, canceledAt: null, pastDueSince: null, fallsBackTo: null,
  graceDays: 7, retentionDays: 60, timeZone: 'Asia/Shanghai',
};

describe('the dates of a plan', () => {
  it('are those still to come, in order: notices, debits, the last paid day, the last of grace and of the data', () => {
    const dates = planDates(coverage, USUAL_NOTICES, 'shop', new Date('2027-03-05T00:00:00Z'));
    expect(dates.map(({ on, what }) => `${on} ${what}`)).toEqual([
      '2027-03-06 notice', '2027-03-06 debit', '2027-03-08 notice', '2027-03-08 debit', '2027-03-09 notice', '2027-03-09 debit', '2027-03-09 paid-through',
      '2027-03-10 notice', '2027-03-16 notice', '2027-03-16 grace-through', '2027-05-15 notice', '2027-05-15 data-kept-through',
    ]);
    expect(new Set(dates.map(({ key }) => key)).size).toBe(dates.length);
  });

  it('have no debit when nothing is debited, and none at all for a plan without end', () => {
    expect(planDates(coverage, USUAL_NOTICES, null, new Date('2027-02-01T00:00:00Z')).map(({ what }) => what)).not.toContain('debit');
    expect(planDates({ ...coverage, endsOn: null }, USUAL_NOTICES, 'shop', new Date('2027-02-01T00:00:00Z'))).toEqual([]);
  });
});
