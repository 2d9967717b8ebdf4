import { daysBetween } from '@perennial/calendar';
import { formatMoney } from '@perennial/money';

/** Days, instants, numbers and money as a language writes them; instants in the time zone given. */
export function formatsIn(locale: string, timeZone: string, workspaceCurrency: string) {
  const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const shortDayFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const instantFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const numberFormat = new Intl.NumberFormat(locale);
  const percentFormat = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const fileSize = (unit: 'kilobyte' | 'megabyte') => new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 });
  const atMidnight = (day: string) => new Date(`${day}T00:00:00Z`);

  return {
    day: (day: string) => dayFormat.format(atMidnight(day)),
    days: (from: string, to: string) => dayFormat.formatRange(atMidnight(from), atMidnight(to)),
    shortDay: (day: string) => shortDayFormat.format(atMidnight(day)),
    instant: (instant: string) => instantFormat.format(new Date(instant)),
    /** "in 3 days", "yesterday", "2 weeks ago": a day as seen from another. */
    awayFrom: (today: string, day: string) => {
      const days = daysBetween(today, day);
      if (Math.abs(days) < 14) return relative.format(days, 'day');
      if (Math.abs(days) < 60) return relative.format(Math.round(days / 7), 'week');
      return relative.format(Math.round(days / 30.44), 'month');
    },
    number: (value: number) => numberFormat.format(value),
    percent: (share: number) => percentFormat.format(share),
    money: (amount: number, currency: string | null) => formatMoney({ amount, currency: currency ?? workspaceCurrency }, locale),
    bytes: (bytes: number) => (bytes < 1e6 ? fileSize('kilobyte').format(bytes / 1e3) : fileSize('megabyte').format(bytes / 1e6)),
    duration: (seconds: number) => durationIn(locale, seconds),
  };
}

/** Rounded to what a waiting person wants to know: "12 sec", "3 min", "1.5 hr". */
function durationIn(locale: string, seconds: number): string {
  const [value, unit] = seconds < 90 ? [Math.ceil(seconds), 'second'] : seconds < 5400 ? [Math.round(seconds / 60), 'minute'] : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value);
}
