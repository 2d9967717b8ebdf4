import { describe, expect, it } from '@jest/globals';
import { isOpen } from '@perennial/calendar';
import fc from 'fast-check';
import { leavesAnHour, sendingHour, sendingHours } from './sending-hours.js';

const clock = fc.integer({ min: 0, max: 1439 }).map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);

describe('sending hours', () => {
  it('are what the quiet hours leave; a text message never before eight or after nine in the evening', () => {
    expect(sendingHours({ from: '20:00', until: '09:00' }, 'email')).toEqual([{ from: '09:00', until: '20:00' }]);
    expect(sendingHours(null, 'sms')).toEqual([{ from: '08:00', until: '21:00' }]);
    expect(sendingHours({ from: '23:00', until: '06:00' }, 'sms')).toEqual([{ from: '08:00', until: '21:00' }]);
    expect(sendingHours({ from: '20:00', until: '09:00' }, 'webhook')).toEqual([{ from: '00:00', until: '24:00' }]);
  });

  it('begin at nine, or when the quiet of the morning ends', () => {
    expect(sendingHour(sendingHours(null, 'email'))).toBe('09:00');
    expect(sendingHour(sendingHours({ from: '20:00', until: '10:30' }, 'email'))).toBe('10:30');
    expect(sendingHour(sendingHours({ from: '08:00', until: '12:00' }, 'email'))).toBe('12:00');
    expect(sendingHour(sendingHours({ from: '09:00', until: '07:00' }, 'email'))).toBe('07:00');
  });

  it('must leave an hour in which every channel may be used', () => {
    expect(leavesAnHour({ from: '20:00', until: '09:00' })).toBe(true);
    expect(leavesAnHour({ from: '07:00', until: '22:00' })).toBe(false);
    expect(leavesAnHour({ from: '08:30', until: '08:00' })).toBe(false);
    expect(leavesAnHour(null)).toBe(true);
  });

  it('hold the hour of the day’s reminders, by day and never in a night', () => {
    fc.assert(
      fc.property(clock, clock, fc.constantFrom('email' as const, 'sms' as const), (from, until, channel) => {
        fc.pre(leavesAnHour({ from, until }));
        const open = sendingHours({ from, until }, channel);
        expect(isOpen(open, sendingHour(open))).toBe(true);
        expect(isOpen([{ from: channel === 'sms' ? '08:00' : '00:00', until: '21:00' }], sendingHour(open))).toBe(true);
      }),
      { numRuns: 300, seed: 20270301 },
    );
  });
});
