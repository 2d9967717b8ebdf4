import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bothOpen, type Hours, isOpen, nextOpen, openHours } from './quiet-hours.js';
import { timeIn } from './time-zone.js';

const clock = fc.integer({ min: 0, max: 1439 }).map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
const quietHours = fc.record({ from: clock, until: clock }).filter(({ from, until }) => from !== until);
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Kathmandu');
/** Around both switches of 2027 in Europe, America and Lord Howe, and anywhere else in the year. */
const instants = fc
  .oneof(
    fc.constantFrom('2027-03-14T06:00:00Z', '2027-03-28T00:00:00Z', '2027-04-03T14:00:00Z', '2027-10-02T15:00:00Z', '2027-10-31T00:00:00Z', '2027-11-07T05:00:00Z').map((text) => Date.parse(text)),
    fc.integer({ min: Date.parse('2027-01-01T00:00:00Z'), max: Date.parse('2028-03-01T00:00:00Z') }),
  )
  .chain((base) => fc.integer({ min: 0, max: 300 }).map((minutes) => new Date(Math.floor(base / 60_000) * 60_000 + minutes * 60_000)));

describe('quiet hours', () => {
  it('leave the rest of the day, also when they wrap over midnight', () => {
    expect(openHours({ from: '20:00', until: '09:00' })).toEqual([{ from: '09:00', until: '20:00' }]);
    expect(openHours({ from: '12:00', until: '14:00' })).toEqual([
      { from: '00:00', until: '12:00' },
      { from: '14:00', until: '24:00' },
    ]);
    expect(openHours({ from: '20:00', until: '00:00' })).toEqual([{ from: '00:00', until: '20:00' }]);
    expect(openHours(null)).toEqual([{ from: '00:00', until: '24:00' }]);
    expect(bothOpen(openHours({ from: '22:00', until: '06:30' }), [{ from: '08:00', until: '21:00' }])).toEqual([{ from: '08:00', until: '21:00' }]);
    expect(bothOpen(openHours({ from: '07:00', until: '22:00' }), [{ from: '08:00', until: '21:00' }])).toEqual([]);
  });

  it('end in the morning of the next day when asked in the evening, of the same day when asked in the night', () => {
    const open = openHours({ from: '20:00', until: '09:00' });
    expect(nextOpen(open, new Date('2027-01-01T22:00:00Z'), 'UTC')).toEqual(new Date('2027-01-02T09:00:00Z'));
    expect(nextOpen(open, new Date('2027-01-02T03:00:00Z'), 'UTC')).toEqual(new Date('2027-01-02T09:00:00Z'));
    expect(nextOpen(open, new Date('2027-01-02T12:34:56Z'), 'UTC')).toEqual(new Date('2027-01-02T12:34:56Z'));
  });

  it('follow the clock on the wall through both switches', () => {
    const open = openHours({ from: '20:00', until: '02:30' });
    // Berlin, 28 March: 02:30 does not come; the clock goes from 02:00 to 03:00.
    expect(nextOpen(open, new Date('2027-03-27T23:00:00Z'), 'Europe/Berlin')).toEqual(new Date('2027-03-28T01:00:00Z'));
    // Berlin, 31 October: 02:30 comes twice; once it was reached it is open until 02:59 and closed again from 02:00 to 02:29.
    expect(nextOpen(open, new Date('2027-10-31T00:10:00Z'), 'Europe/Berlin')).toEqual(new Date('2027-10-31T00:30:00Z'));
    expect(nextOpen(open, new Date('2027-10-31T01:10:00Z'), 'Europe/Berlin')).toEqual(new Date('2027-10-31T01:30:00Z'));
    // New York, 7 November: at 01:45 the hour from 01:00 is over, but it comes once more at 06:00Z.
    expect(nextOpen(openHours({ from: '01:30', until: '01:00' }), new Date('2027-11-07T05:45:00Z'), 'America/New_York')).toEqual(new Date('2027-11-07T06:00:00Z'));
  });

  it('are over at the moment named, and no minute before it was open', () => {
    fc.assert(
      fc.property(quietHours, instants, zones, (quiet: Hours, instant, zone) => {
        const open = openHours(quiet);
        const at = nextOpen(open, instant, zone);
        expect(isOpen(open, timeIn(at, zone))).toBe(true);
        for (let minute = instant.getTime(); minute < at.getTime(); minute += 60_000) {
          if (isOpen(open, timeIn(new Date(minute), zone))) throw new Error(`${new Date(minute).toISOString()} is open in ${zone}`);
        }
      }),
      { numRuns: 150, seed: 20270301 },
    );
  });
});
