import { bothOpen, type Hours, openHours, type OpenHours } from '@perennial/calendar';
import { SENDING_HOUR, SMS_FROM, SMS_UNTIL } from './constants.js';

export type ReminderChannel = 'email' | 'sms' | 'webhook';

/** The hours of a customer's day in which a reminder may leave. A system that is told by webhook sleeps no night. */
export function sendingHours(quiet: Hours | null, channel: ReminderChannel): OpenHours {
  if (channel === 'webhook') return openHours(null);
  const open = openHours(quiet);
  return channel === 'sms' ? bothOpen(open, [{ from: SMS_FROM, until: SMS_UNTIL }]) : open;
}

/** The hour for which a day's reminders are planned: nine, or the first open one after it, or else the first of the day. */
export function sendingHour(open: OpenHours): string {
  const [first] = open;
  if (!first) throw new RangeError('no hour is open');
  const [from] = open.flatMap((hours) => (hours.until > SENDING_HOUR ? [hours.from > SENDING_HOUR ? hours.from : SENDING_HOUR] : []));
  return from ?? first.from;
}

/** Whether the quiet hours leave an hour in which every channel may be used. */
export function leavesAnHour(quiet: Hours | null): boolean {
  return sendingHours(quiet, 'sms').some(({ from, until }) => minutes(until) - minutes(from) >= 60);
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
