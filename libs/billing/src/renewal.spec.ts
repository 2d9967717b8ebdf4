import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, dayIn, daysBetween, startOfDay } from '@perennial/calendar';
import fc from 'fast-check';
import { decideRenewal, type Renewable, renewalOn, serviceAt } from './index.js';

const ZONES = [
  'UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/London', 'Pacific/Kiritimati', 'Pacific/Pago_Pago',
  'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata', 'Africa/Cairo', 'Asia/Tokyo', 'America/Havana',
];
const day = fc.integer({ min: 0, max: 40 * 365 }).map((days) => addDays('2020-01-01', days));
const monthly = { interval: 'month', terms: 1 } as const;

function paidUntil(anchor: string, endsAtMonths: number, more: Partial<Renewable> = {}): Renewable {
  return {
    anchor, endsAtMonths, endsOn: addMonths(anchor, endsAtMonths), grantedDays: 0, overlays: [], trial: false, cancelAtEnd: false, canceledAt: null, pastDueSince: null, fallsBackTo: null,
    graceDays: 7, retentionDays: 60, timeZone: 'UTC', ...more,
  };
}

const noonOf = (date: string, zone = 'UTC') => new Date(startOfDay(date, zone).getTime() + 12 * 3_600_000);

describe('a renewal', () => {
  it('paid 20 days early adds to the end', () => {
    const s = paidUntil('2027-01-10', 2);
    expect(decideRenewal(s, monthly, noonOf('2027-02-18'))).toMatchObject({ basis: 'old-end', start: '2027-03-10', end: '2027-04-10' });
  });

  it('paid in grace counts from the old end, because the service was given', () => {
    const s = paidUntil('2027-01-10', 2);
    expect(decideRenewal(s, monthly, noonOf('2027-03-16'))).toMatchObject({ basis: 'old-end', start: '2027-03-10', end: '2027-04-10' });
  });

  it('paid after suspension counts from the day of payment, which is the new anchor', () => {
    const s = paidUntil('2027-01-10', 2);
    expect(decideRenewal(s, monthly, noonOf('2027-03-17'))).toMatchObject({ basis: 'payment', start: '2027-03-17', end: '2027-04-17' });
  });

  it('paid 25 months late is not expired again at once', () => {
    const s = paidUntil('2025-01-10', 1);
    const now = noonOf('2027-03-12');
    expect(decideRenewal(s, { interval: 'year', terms: 1 }, now)).toMatchObject({ start: '2027-03-12', end: '2028-03-12' });
  });

  it('that was confirmed in grace is kept when the money comes after it', () => {
    const s = paidUntil('2027-01-10', 2);
    expect(renewalOn(s, monthly, 'old-end', noonOf('2027-03-18'))).toMatchObject({ start: '2027-03-10', end: '2027-04-10' });
  });

  it('of a payer of the 31st returns to the 31st, also over a change to yearly', () => {
    const february = paidUntil('2027-01-31', 1);
    expect(decideRenewal(february, monthly, noonOf('2027-02-20'))).toMatchObject({ start: '2027-02-28', end: '2027-03-31' });
    expect(decideRenewal(february, { interval: 'year', terms: 1 }, noonOf('2027-02-20'))).toMatchObject({ start: '2027-02-28', end: '2028-02-29' });
    const march = paidUntil('2027-01-31', 14);
    expect(decideRenewal(march, monthly, noonOf('2028-03-20'))).toMatchObject({ start: '2028-03-31', end: '2028-04-30' });
  });

  it('of several months is as long as the same months one by one', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 480 }), fc.integer({ min: 1, max: 36 }), (anchor, months, terms) => {
        const s = paidUntil(anchor, months);
        const now = startOfDay(addDays(addMonths(anchor, months), -1), 'UTC');
        const atOnce = decideRenewal(s, { interval: 'month', terms }, now);
        let step = s;
        for (let i = 0; i < terms; i++) {
          const { terms: [one] } = decideRenewal(step, monthly, now);
          step = paidUntil(one?.anchor ?? '', one?.toMonths ?? 0);
        }
        expect(atOnce.end).toBe(step.endsOn);
      }),
    );
  });

  it('loses no day and sells none twice, over random histories of early, late and lapsed renewals', () => {
    const step = fc.record({ afterDays: fc.integer({ min: 0, max: 80 }), interval: fc.constantFrom('month' as const, 'year' as const), terms: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(day, fc.constantFrom(...ZONES), fc.array(step, { minLength: 1, maxLength: 12 }), (first, timeZone, steps) => {
        let s = paidUntil(first, 1, { timeZone });
        let today = first;
        const sold = [{ start: first, end: s.endsOn ?? first }];
        for (const { afterDays, ...choice } of steps) {
          today = addDays(today, afterDays);
          const now = noonOf(today, timeZone);
          const renewal = decideRenewal(s, choice, now);
          for (const term of renewal.terms) sold.push({ start: term.start, end: term.end });
          const last = renewal.terms.at(-1);
          s = paidUntil(last?.anchor ?? '', last?.toMonths ?? 0, { timeZone });
          expect(s.endsOn).toBe(renewal.end);
          expect(serviceAt(s, now).state).toBe('active');
        }
        for (const [i, period] of sold.entries()) {
          expect(period.start < period.end).toBe(true);
          expect(period.start >= (sold[i - 1]?.end ?? period.start)).toBe(true);
        }
        const paidDays = sold.reduce((days, period) => days + daysBetween(period.start, period.end), 0);
        const servedOf = ({ start, end }: { start: string; end: string }) => (today <= start ? 0 : daysBetween(start, today < end ? today : end));
        const remainingOf = ({ start, end }: { start: string; end: string }) => (today >= end ? 0 : daysBetween(today > start ? today : start, end));
        const served = sold.reduce((days, period) => days + servedOf(period), 0);
        const remaining = sold.reduce((days, period) => days + remainingOf(period), 0);
        expect(paidDays).toBe(served + remaining);
      }),
    );
  });
});

describe('the state of the service', () => {
  const s = paidUntil('2027-01-10', 2);

  it('goes from active over grace and suspended to expired on the days that were promised', () => {
    const on = (date: string) => serviceAt(s, startOfDay(date, 'UTC'));
    expect(['2027-03-09', '2027-03-10', '2027-03-16', '2027-03-17', '2027-05-15', '2027-05-16'].map((date) => on(date).state)).toEqual([
      'active', 'grace', 'grace', 'suspended', 'suspended', 'expired',
    ]);
    expect(on('2027-03-01')).toMatchObject({ access: 'full', paidThrough: '2027-03-09', graceThrough: '2027-03-16', dataKeptThrough: '2027-05-15', daysLeft: 9 });
  });

  it('changes at local midnight of the zone it was sold in', () => {
    const tokyo = paidUntil('2027-01-10', 2, { timeZone: 'Asia/Tokyo' });
    expect(serviceAt(tokyo, new Date('2027-03-09T14:59:59Z')).state).toBe('active');
    expect(serviceAt(tokyo, new Date('2027-03-09T15:00:00Z')).state).toBe('grace');
  });

  it('gives a trial and a plan told to end no grace', () => {
    expect(serviceAt({ ...s, trial: true }, noonOf('2027-03-10')).state).toBe('suspended');
    expect(serviceAt({ ...s, cancelAtEnd: true }, noonOf('2027-03-10')).state).toBe('suspended');
    expect(serviceAt({ ...s, cancelAtEnd: true }, noonOf('2027-03-09')).state).toBe('non_renewing');
  });

  it('has no end for a plan that costs nothing', () => {
    expect(serviceAt({ ...s, endsOn: null }, noonOf('2099-01-01'))).toMatchObject({ state: 'active', paidThrough: null, daysLeft: null, next: [] });
  });

  it('lists what comes next, in order, at instants that are those local days', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...ZONES), fc.integer({ min: -100, max: 100 }), (anchor, timeZone, offset) => {
        const status = serviceAt(paidUntil(anchor, 1, { timeZone }), startOfDay(addDays(anchor, offset), timeZone));
        const times = status.next.map(({ at }) => at.getTime());
        expect(times).toEqual([...times].sort((a, b) => a - b));
        for (const { at, on } of status.next) expect(dayIn(at, timeZone)).toBe(on);
      }),
    );
  });
});
