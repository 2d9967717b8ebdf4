import { describe, expect, it } from '@jest/globals';
import { addDays, dayIn } from '@perennial/calendar';
import fc from 'fast-check';
import { type Coverage, hears, noticeAfter, noticeAt, noticeLadder } from './index.js';

const coverage: Coverage = {
  endsOn: '2027-03-10', grantedDays: 0, overlays: [], trial: false, cancelAtEnd: false, canceledAt: null, pastDueSince: null, fallsBackTo: null, graceDays: 7, retentionDays: 60, timeZone: 'Asia/Shanghai',
};
const longAgo = new Date('2020-01-01T00:00:00Z');

describe('the notices of a period', () => {
  it('come 30, 15, 7, 3, 1 and 0 days before the last paid day, then with grace', () => {
    expect(noticeLadder(coverage).map(({ kind, on }) => `${kind} ${on}`)).toEqual([
      'expiry-30 2027-02-07', 'expiry-15 2027-02-22', 'expiry-7 2027-03-02', 'expiry-3 2027-03-06', 'expiry-1 2027-03-08', 'expiry-0 2027-03-09',
      'grace-started 2027-03-10', 'before-suspension 2027-03-16',
    ]);
  });

  it('come at nine in the morning where the workspace is', () => {
    expect(noticeLadder(coverage)[0]?.dueAt.toISOString()).toBe('2027-02-07T01:00:00.000Z');
  });

  it('are at most one a day, and the more urgent one', () => {
    expect(noticeLadder({ ...coverage, graceDays: 1 }).map(({ kind }) => kind).slice(-2)).toEqual(['expiry-0', 'before-suspension']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 90 }), (shift, graceDays) => {
        const days = noticeLadder({ ...coverage, endsOn: addDays('2020-01-01', shift), graceDays }).map(({ dueAt }) => dayIn(dueAt, coverage.timeZone));
        expect(days).toEqual([...new Set(days)].sort());
      }),
    );
  });

  it('do not come for a plan without end or one that was canceled, nor grace for a trial', () => {
    expect(noticeLadder({ ...coverage, endsOn: null })).toEqual([]);
    expect(noticeLadder({ ...coverage, canceledAt: longAgo })).toEqual([]);
    expect(noticeLadder({ ...coverage, trial: true }).map(({ kind }) => kind)).not.toContain('grace-started');
  });

  it('that were missed are not made up for, but for the newest', () => {
    const ladder = noticeLadder(coverage);
    expect(noticeAt(ladder, longAgo, new Date('2027-03-04T00:00:00Z'))?.kind).toBe('expiry-7');
    expect(noticeAt(ladder, longAgo, new Date('2027-02-01T00:00:00Z'))).toBeNull();
    expect(noticeAfter(ladder, new Date('2027-03-04T00:00:00Z'))?.kind).toBe('expiry-3');
    expect(noticeAfter(ladder, new Date('2027-04-01T00:00:00Z'))).toBeNull();
  });

  it('that were due before the period was sold do not come at all', () => {
    const soldAt = new Date('2027-02-10T00:00:00Z');
    expect(noticeAt(noticeLadder(coverage), soldAt, soldAt)).toBeNull();
  });

  it('reach the second contact only when it becomes serious', () => {
    expect(hears(1, 'expiry-30')).toBe(true);
    expect(hears(2, 'expiry-7')).toBe(false);
    expect(hears(2, 'expiry-3')).toBe(true);
    expect(hears(2, 'before-suspension')).toBe(true);
  });
});
