import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, type Cadence, dayIn, daysBetween, instantAt, isPlainDate, isTimeZone, periodAt, startOfDay, timeIn } from './index.js';

const day = fc.integer({ min: 0, max: 40 * 365 }).map((days) => addDays('2020-01-01', days));
const zone = fc.constantFrom(
  'UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/London', 'Pacific/Kiritimati', 'Pacific/Pago_Pago',
  'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata', 'Africa/Cairo', 'Asia/Tokyo', 'America/Havana',
);

describe('plain dates', () => {
  it('knows which days exist', () => {
    expect(['2027-02-28', '2028-02-29', '1999-12-31'].every(isPlainDate)).toBe(true);
    expect(['2027-02-29', '0202-01-01', '2027-13-01', '2027-1-1', '', '2027-01-01T00:00'].some(isPlainDate)).toBe(false);
  });

  it('counting forth and back returns', () => {
    fc.assert(fc.property(day, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
      expect(daysBetween(date, addDays(date, days))).toBe(days);
    }));
  });

  it('clamps to the last day of the month', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  });
});

describe('periods', () => {
  const cadence: fc.Arbitrary<Cadence> = fc.record({
    anchor: day,
    interval: fc.constantFrom('month' as const, 'year' as const),
    count: fc.integer({ min: 1, max: 12 }),
  });

  it('come from the anchor: the 31st returns after February, the leap day in leap years', () => {
    const monthly: Cadence = { anchor: '2027-01-31', interval: 'month', count: 1 };
    expect([0, 1, 2, 3].map((index) => periodAt(monthly, index).end)).toEqual(['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']);
    const yearly: Cadence = { anchor: '2024-02-29', interval: 'year', count: 1 };
    expect([0, 1, 2, 3].map((index) => periodAt(yearly, index).end)).toEqual(['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
  });

  it('tile without gap or overlap', () => {
    fc.assert(fc.property(cadence, fc.integer({ min: 0, max: 100 }), (c, index) => {
      const period = periodAt(c, index);
      expect(period.start < period.end).toBe(true);
      expect(periodAt(c, index + 1).start).toBe(period.end);
    }));
  });
});

describe('time zones', () => {
  it('a day starts on that day and the moment before it is the day before', () => {
    fc.assert(fc.property(day, zone, (date, name) => {
      const start = startOfDay(date, name);
      expect(dayIn(start, name)).toBe(date);
      expect(dayIn(new Date(start.getTime() - 1), name) < date).toBe(true);
    }));
  });

  it('shows the time asked for, except where a switch skips it', () => {
    fc.assert(fc.property(day, zone, fc.integer({ min: 0, max: 23 }), (date, name, hour) => {
      const time = `${String(hour).padStart(2, '0')}:30`;
      const shown = timeIn(instantAt(date, time, name), name);
      expect(shown >= time).toBe(true);
    }));
  });

  it('takes the first valid instant of a skipped time and the earlier of a doubled one', () => {
    expect(instantAt('2027-03-14', '02:30', 'America/New_York').toISOString()).toBe('2027-03-14T07:00:00.000Z');
    expect(instantAt('2027-11-07', '01:30', 'America/New_York').toISOString()).toBe('2027-11-07T05:30:00.000Z');
    expect(instantAt('2027-06-01', '09:00', 'Asia/Shanghai').toISOString()).toBe('2027-06-01T01:00:00.000Z');
  });

  it('knows zone names', () => {
    expect(isTimeZone('Asia/Shanghai')).toBe(true);
    expect(isTimeZone('Europe/Atlantis')).toBe(false);
  });
});
