import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from './plain-date.js';

/** An IANA time zone name such as `Asia/Shanghai`. */
export type TimeZone = string;

/**
 * Whether the name is an IANA zone this system knows.
 * @example isTimeZone('Europe/Atlantis') // false
 */
export function isTimeZone(name: string): name is TimeZone {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The calendar day it is in `zone` at `instant`.
 * @example dayIn(new Date('2027-01-01T20:00:00Z'), 'Asia/Shanghai') // '2027-01-02'
 */
export function dayIn(instant: Date, zone: TimeZone): PlainDate {
  return zoned(instant, zone).toPlainDate().toString();
}

/**
 * The instant at which the clocks in `zone` show `time` on `date`. A time that a daylight-saving switch skips is the
 * first valid instant after it; one that happens twice is the earlier.
 * @param time `HH:MM`
 * @example instantAt('2027-03-14', '02:30', 'America/New_York') // 2027-03-14T07:00:00Z: 02:30 does not exist that day
 */
export function instantAt(date: PlainDate, time: string, zone: TimeZone): Date {
  const wanted = Temporal.PlainDateTime.from(`${date}T${time}`);
  const earlier = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wanted)) return new Date(earlier.epochMilliseconds);
  const switchOver = earlier.getTimeZoneTransition('next');
  return new Date((switchOver ?? earlier).epochMilliseconds);
}

/**
 * The first instant of a day in `zone`; not always midnight (some switches skip it).
 * @example startOfDay('2027-06-01', 'Asia/Shanghai') // 2027-05-31T16:00:00Z
 */
export function startOfDay(date: PlainDate, zone: TimeZone): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
}

/**
 * What the clocks in `zone` show at `instant`, as `HH:MM`.
 * @example timeIn(new Date('2027-01-01T20:00:00Z'), 'Asia/Shanghai') // '04:00'
 */
export function timeIn(instant: Date, zone: TimeZone): string {
  return zoned(instant, zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

function zoned(instant: Date, zone: TimeZone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
}
