import { describe, expect, it } from '@jest/globals';
import { addDays, dayIn, startOfDay } from '@perennial/calendar';
import fc from 'fast-check';
import { type Coverage, decideRenewal, nextTurningPoint, type Overlay, serviceAt, serviceLimits, TRANSITIONS, transitionsSince } from './index.js';

const coverage: Coverage = {
  endsOn: '2027-03-10', grantedDays: 0, overlays: [], trial: false, cancelAtEnd: false, canceledAt: null, pastDueSince: null, fallsBackTo: null,
  graceDays: 7, retentionDays: 60, timeZone: 'Asia/Shanghai',
};
const on = (c: Coverage, day: string) => serviceAt(c, startOfDay(day, c.timeZone));
const review = (from: string, until: string): Overlay => ({ kind: 'transfer_in_review', from, until });

const day = fc.integer({ min: -120, max: 200 }).map((days) => addDays('2027-03-10', days));
const overlay = fc.tuple(day, fc.integer({ min: 0, max: 30 }), fc.constantFrom('extension' as const, 'transfer_in_review' as const)).map(([from, days, kind]) => ({ kind, from, until: addDays(from, days) }));
const anyCoverage: fc.Arbitrary<Coverage> = fc.record({
  endsOn: fc.constant('2027-03-10'),
  grantedDays: fc.integer({ min: 0, max: 40 }),
  overlays: fc.array(overlay, { maxLength: 4 }),
  trial: fc.boolean(),
  cancelAtEnd: fc.boolean(),
  canceledAt: fc.option(day.map((date) => startOfDay(date, 'UTC')), { freq: 4 }),
  fallsBackTo: fc.option(fc.constant('free'), { freq: 5 }),
  pastDueSince: fc.option(fc.constant(new Date('2027-03-03T00:00:00Z'))),
  graceDays: fc.integer({ min: 0, max: 30 }),
  retentionDays: fc.integer({ min: 1, max: 90 }),
  timeZone: fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe'),
});

describe('days that were given', () => {
  it('come after the paid ones and move everything behind them', () => {
    expect(on({ ...coverage, grantedDays: 15 }, '2027-03-24')).toMatchObject({ state: 'active', paidThrough: '2027-03-24', graceThrough: '2027-03-31', daysLeft: 1 });
    expect(on({ ...coverage, grantedDays: 15 }, '2027-03-25').state).toBe('grace');
  });
});

describe('an overlay', () => {
  it('holds back grace, and the service is where it would have been when it is over', () => {
    const held = { ...coverage, overlays: [review('2027-03-08', '2027-03-13')] };
    expect(['2027-03-12', '2027-03-13', '2027-03-19', '2027-03-20'].map((date) => on(held, date).state)).toEqual(['active', 'grace', 'grace', 'suspended']);
  });

  it('holds back suspension when it begins in grace', () => {
    const held = { ...coverage, overlays: [review('2027-03-16', '2027-03-20')] };
    expect(['2027-03-16', '2027-03-19', '2027-03-20'].map((date) => on(held, date).state)).toEqual(['grace', 'grace', 'suspended']);
  });

  it('opens a suspended service for as long as it lasts', () => {
    const held = { ...coverage, overlays: [review('2027-04-01', '2027-04-04')] };
    expect(['2027-03-31', '2027-04-01', '2027-04-03', '2027-04-04'].map((date) => on(held, date).access)).toEqual(['read-only', 'full', 'full', 'read-only']);
  });

  it('that is over before anything would happen changes nothing', () => {
    expect(serviceLimits({ ...coverage, overlays: [review('2027-02-01', '2027-02-20')] })).toEqual(serviceLimits(coverage));
  });

  it('never takes a day of service away', () => {
    fc.assert(
      fc.property(anyCoverage, overlay, day, (c, more, date) => {
        const rank = { none: 0, 'read-only': 1, full: 2 };
        const before = on(c, date).access;
        const after = on({ ...c, overlays: [...c.overlays, more] }, date).access;
        expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
      }),
    );
  });
});

describe('automatic payment that fails', () => {
  it('leaves full service until the end, and then grace as for everybody', () => {
    const failing = { ...coverage, pastDueSince: new Date('2027-03-03T02:00:00Z') };
    expect(on(failing, '2027-03-05')).toMatchObject({ state: 'past_due', access: 'full' });
    expect(on(failing, '2027-03-10').state).toBe('grace');
  });
});

describe('a plan that falls back to a free one', () => {
  it('goes on as that when the covered time is over: nothing is suspended and nothing deleted, and paying begins anew', () => {
    const falling = { ...coverage, trial: true, fallsBackTo: 'free' };
    expect(on(falling, '2027-03-09').state).toBe('trialing');
    expect(on(falling, '2029-03-10')).toMatchObject({ state: 'active', access: 'full', dataKeptThrough: null, next: [] });
    const s = { ...falling, anchor: '2027-03-10', endsAtMonths: 0 };
    expect(decideRenewal(s, { interval: 'month', terms: 1 }, startOfDay('2027-03-01', s.timeZone))).toMatchObject({ basis: 'old-end', start: '2027-03-10' });
    expect(decideRenewal(s, { interval: 'month', terms: 1 }, startOfDay('2027-04-05', s.timeZone))).toMatchObject({ basis: 'payment', start: '2027-04-05' });
  });
});

describe('the steps of a plan', () => {
  it('are written down with the days on which they came true, however late somebody looks', () => {
    const late = transitionsSince(coverage, 'active', new Date('2027-03-01T00:00:00Z'), new Date('2027-06-30T00:00:00Z'));
    expect(late.map(({ from, to, at }) => `${from} → ${to} ${dayIn(at, coverage.timeZone)}`)).toEqual([
      'active → grace 2027-03-10', 'grace → suspended 2027-03-17', 'suspended → expired 2027-05-16',
    ]);
  });

  it('are only those that are allowed, and the same whether somebody looks every day or once at the end', () => {
    fc.assert(
      fc.property(anyCoverage, (c) => {
        const start = startOfDay('2027-01-01', c.timeZone);
        const end = startOfDay('2027-12-31', c.timeZone);
        const first = serviceAt(c, start).state;
        // A cancellation is a command with a row of its own, not a step of time.
        fc.pre(c.canceledAt === null || c.canceledAt <= start);
        const atOnce = transitionsSince(c, first, start, end);
        for (const { from, to } of atOnce) expect(TRANSITIONS[from]).toContain(to);
        const daily = [];
        for (let at = start, state = first; at < end; ) {
          const next = new Date(Math.min(at.getTime() + 86_400_000 * 3, end.getTime()));
          const steps = transitionsSince(c, state, at, next);
          daily.push(...steps);
          state = steps.at(-1)?.to ?? state;
          at = next;
        }
        const reached = (steps: typeof atOnce) => steps.map(({ to }) => to);
        expect(reached(daily)).toEqual(reached(atOnce));
        expect(serviceAt(c, end).state).toBe(atOnce.at(-1)?.to ?? first);
      }),
      { numRuns: 60 },
    );
  });

  it('have their next turning point announced: before it nothing changes', () => {
    fc.assert(
      fc.property(anyCoverage, day, (c, date) => {
        const now = startOfDay(date, c.timeZone);
        fc.pre(c.canceledAt === null || c.canceledAt <= now);
        const next = nextTurningPoint(c, now);
        const before = next === null ? startOfDay('2028-12-31', c.timeZone) : new Date(next.getTime() - 1);
        expect(serviceAt(c, before).state).toBe(serviceAt(c, now).state);
      }),
    );
  });
});
