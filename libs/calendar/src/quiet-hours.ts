import { Temporal } from 'temporal-polyfill';
import { addDays, type PlainDate } from './plain-date.js';
import { dayIn, instantAt, timeIn, type TimeZone } from './time-zone.js';

/** Hours of a day, half-open, each `HH:MM`. One that ends before it begins goes on after midnight. */
export interface Hours {
  readonly from: string;
  readonly until: string;
}

/** The parts of a day that are open, in order, from `00:00` to at most `24:00`; none of them wraps. */
export type OpenHours = readonly Hours[];

const WHOLE_DAY: OpenHours = [{ from: '00:00', until: '24:00' }];

/**
 * What quiet hours leave of a day.
 * @example openHours({ from: '20:00', until: '09:00' }) // [{ from: '09:00', until: '20:00' }]
 */
export function openHours(quiet: Hours | null): OpenHours {
  if (quiet === null || quiet.from === quiet.until) return WHOLE_DAY;
  const { from, until } = quiet;
  if (from > until) return [{ from: until, until: from }];
  return [...(from === '00:00' ? [] : [{ from: '00:00', until: from }]), ...(until === '24:00' ? [] : [{ from: until, until: '24:00' }])];
}

/** The hours open in both. */
export function bothOpen(a: OpenHours, b: OpenHours): OpenHours {
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const from = one.from > other.from ? one.from : other.from;
      const until = one.until < other.until ? one.until : other.until;
      return from < until ? [{ from, until }] : [];
    }),
  );
}

export function isOpen(open: OpenHours, time: string): boolean {
  return open.some(({ from, until }) => from <= time && time < until);
}

/**
 * The first moment from `instant` on at which the clocks in `zone` show an open hour. Hours that a daylight-saving switch skips
 * do not come, and hours it repeats come twice; both are judged by what the clocks show.
 * @param open not empty
 * @example nextOpen([{ from: '09:00', until: '20:00' }], new Date('2027-01-01T22:00:00Z'), 'UTC') // 2027-01-02T09:00:00Z
 */
export function nextOpen(open: OpenHours, instant: Date, zone: TimeZone): Date {
  const time = timeIn(instant, zone);
  if (isOpen(open, time)) return instant;
  const day = dayIn(instant, zone);
  const later = open.find(({ from }) => from > time);
  const [first] = open;
  if (!first) throw new RangeError('no hour is open');
  const [opensOn, from] = later ? [day, later.from] : [addDays(day, 1), first.from];
  const once = instantAt(opensOn, from, zone);
  const opens = once > instant ? once : again(opensOn, from, zone);
  // The clock may be put forward over the opening hour, or back into hours that are open: look again from there.
  const switched = zoned(instant, zone).getTimeZoneTransition('next');
  return switched && switched.epochMilliseconds < opens.getTime() ? nextOpen(open, new Date(switched.epochMilliseconds), zone) : opens;
}

/** The second time the clocks show it, on a day on which an hour comes twice. */
function again(day: PlainDate, time: string, zone: TimeZone): Date {
  return new Date(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds);
}

function zoned(instant: Date, zone: TimeZone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
}
