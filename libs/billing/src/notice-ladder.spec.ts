import { describe, expect, it } from '@jest/globals';
import { addDays, dayIn } from '@perennial/calendar';
import fc from 'fast-check';
import { type Coverage, hears, noticeAfter, noticeAt, noticeLadder } from './index.js';

const coverage: Coverage = {
  endsOn: '2027-03-10', grantedDays: 0, overlays: [], trial: false, cancelAtEnd: false, canceledAt: null, pastDueSince: null, fallsBackTo: null, graceDays: 7, retentionDays: 60, timeZone: 'Asia/Shanghai',
};
const longAgo = new Date('2020-01-01T00:00:00Z');

describe('the notices of a period', () => {
  it('come 30, 15, 7, 3, 1 and 0 days before the last paid day, then with grace and before the data goes', () => {
    expect(noticeLadder(coverage).map(({ kind, on }) => `${kind} ${on}`)).toEqual([
      'expiry-30 2027-02-07', 'expiry-15 2027-02-22', 'expiry-7 2027-03-02', 'expiry-3 2027-03-06', 'expiry-1 2027-03-08', 'expiry-0 2027-03-09',
      'grace-started 2027-03-10', 'before-suspension 2027-03-16', 'before-deletion 2027-05-15',
    ]);
  });

  it('come at nine in the morning where the workspace is', () => {
    expect(noticeLadder(coverage)[0]?.dueAt.toISOString()).toBe('2027-02-07T01:00:00.000Z');
  });

  it('are at most one a day, and the more urgent one', () => {
    expect(noticeLadder({ ...coverage, graceDays: 1 }).map(({ kind }) => kind).slice(-3)).toEqual(['expiry-0', 'before-suspension', 'before-deletion']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 90 }), (shift, graceDays) => {
        const days = noticeLadder({ ...coverage, endsOn: addDays('2020-01-01', shift), graceDays }).map(({ dueAt }) => dayIn(dueAt, coverage.timeZone));
        expect(days).toEqual([...new Set(days)].sort());
      }),
    );
  });

  it('do not come for a plan without end; one that was canceled is told before its data goes, and a trial has no grace', () => {
    expect(noticeLadder({ ...coverage, endsOn: null })).toEqual([]);
    expect(noticeLadder({ ...coverage, canceledAt: longAgo }).map(({ kind, on }) => `${kind} ${on}`)).toEqual(['before-deletion 2027-05-08']);
    expect(noticeLadder({ ...coverage, trial: true }).map(({ kind }) => kind)).not.toContain('grace-started');
  });

  it('that were missed are not made up for, but for the newest', () => {
    const ladder = noticeLadder(coverage);
    expect(noticeAt(ladder, longAgo, new Date('2027-03-04T00:00:00Z'), 'Asia/Shanghai')?.kind).toBe('expiry-7');
    expect(noticeAt(ladder, longAgo, new Date('2027-02-01T00:00:00Z'), 'Asia/Shanghai')).toBeNull();
    expect(noticeAfter(ladder, new Date('2027-03-04T00:00:00Z'))?.kind).toBe('expiry-3');
    expect(noticeAfter(ladder, new Date('2027-04-01T00:00:00Z'))?.kind).toBe('before-deletion');
  });

  it('that were due before the period was sold do not come at all', () => {
    const soldAt = new Date('2027-02-10T00:00:00Z');
    expect(noticeAt(noticeLadder(coverage), soldAt, soldAt, 'Asia/Shanghai')).toBeNull();
  });

  it('that are late give way to that of the day itself: nobody gets two in a day', () => {
    const ladder = noticeLadder(coverage);
    expect(noticeAt(ladder, longAgo, new Date('2027-03-08T00:30:00Z'), 'Asia/Shanghai')).toBeNull();
    expect(noticeAt(ladder, longAgo, new Date('2027-03-07T00:30:00Z'), 'Asia/Shanghai')?.kind).toBe('expiry-3');
    const instant = fc.date({ min: new Date('2027-01-01'), max: new Date('2027-06-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(instant, { maxLength: 40 }), fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'), (looks, timeZone) => {
        const own = noticeLadder(coverage, { daysBefore: [3, 2, 1, 0], sendAt: '09:00', timeZone });
        const sent = new Map<string, string>();
        for (const now of looks.sort((a, b) => a.getTime() - b.getTime())) {
          const notice = noticeAt(own, longAgo, now, timeZone);
          if (notice && !sent.has(notice.kind)) {
            expect([...sent.values()]).not.toContain(dayIn(now, timeZone));
            sent.set(notice.kind, dayIn(now, timeZone));
          }
        }
      }),
    );
  });

  it('come on the days and at the time a workspace has chosen, by the clock of who reads them', () => {
    const own = noticeLadder(coverage, { daysBefore: [1, 60, 14], sendAt: '18:30', timeZone: 'America/New_York' });
    expect(own.slice(0, 3).map(({ kind, dueAt }) => `${kind} ${dueAt.toISOString()}`)).toEqual([
      'expiry-60 2027-01-08T23:30:00.000Z', 'expiry-14 2027-02-23T23:30:00.000Z', 'expiry-1 2027-03-08T23:30:00.000Z',
    ]);
  });

  it('reach the other contacts from three days before the end on when nobody has read them, and from grace on in any case', () => {
    expect(hears(1, 'expiry-30', true)).toBe(true);
    expect(hears(2, 'expiry-7', false)).toBe(false);
    expect(hears(2, 'expiry-3', false)).toBe(true);
    expect(hears(2, 'expiry-3', true)).toBe(false);
    expect(hears(2, 'before-suspension', true)).toBe(true);
  });
});
