import type { DateOrder } from '@perennial/contract/admin';
import { isPlainDate } from '@perennial/calendar';

/** A date as PostgreSQL reads it without ambiguity, and its day as it stood in the cell. */
export interface ReadDate {
  readonly text: string;
  readonly day: string;
  /** Whether the cell itself names a zone; otherwise the time is the workspace's. */
  readonly hasZone: boolean;
}

const TIME = String.raw`(?:(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?${TIME}$`);
const COMPACT = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${TIME}$`);
// The spreadsheet's day 0; 1900 counts as a leap year there, which dates after February 1900 don't notice.
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/**
 * Reads a date in the order chosen for the file. A date that starts with its year is understood in every written order:
 * nobody writes year-day-month.
 * @returns null when the text is no real date
 * @example readDate('28/02/2027 9:05', 'day-month-year')?.text // '2027-02-28 09:05:00'
 */
export function readDate(text: string, order: DateOrder): ReadDate | null {
  if (order === 'unix-seconds' || order === 'unix-milliseconds') return fromEpoch(text, order === 'unix-seconds' ? 1000 : 1);
  if (order === 'spreadsheet') return fromSpreadsheet(text);
  const yearFirst = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (yearFirst) return assemble(yearFirst[1], yearFirst[2], yearFirst[3], yearFirst);
  const yearLast = order === 'iso' ? null : YEAR_LAST.exec(text);
  if (!yearLast) return null;
  const [, first, second, year = ''] = yearLast;
  const fullYear = year.length === 2 ? `20${year}` : year;
  return order === 'day-month-year' ? assemble(fullYear, second, first, yearLast) : assemble(fullYear, first, second, yearLast);
}

/**
 * The order in which these cells are dates, and whether no other order would do.
 * @example guessDateOrder(['03/04/2027', '25/04/2027']) // { order: 'day-month-year', isCertain: true }
 */
export function guessDateOrder(cells: readonly string[]): { order: DateOrder; isCertain: boolean } {
  const filled = cells.filter((cell) => cell !== '');
  const share = (order: DateOrder) => filled.filter((cell) => readDate(cell, order) !== null).length / Math.max(1, filled.length);
  if (filled.some((cell) => YEAR_LAST.test(cell)) && share('iso') < 1) {
    const dayFirst = share('day-month-year');
    const monthFirst = share('month-day-year');
    // Most of the world writes the day first, and so does a file that leaves it open.
    return { order: monthFirst > dayFirst ? 'month-day-year' : 'day-month-year', isCertain: dayFirst !== monthFirst };
  }
  for (const order of ['iso', 'unix-milliseconds', 'unix-seconds', 'spreadsheet'] as const) {
    if (filled.length > 0 && share(order) > 0.5) return { order, isCertain: true };
  }
  return { order: 'iso', isCertain: filled.length > 0 };
}

function assemble(year = '', month = '', day = '', parts: RegExpExecArray): ReadDate | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  // Typing errors such as the year 0202 are real dates here; that they are too old is another complaint.
  if (!isPlainDate(`${Number(year) < 1900 ? '2000' : year}${date.slice(4)}`)) return null;
  const [hourText, minute = '00', second = '00', half, zone] = parts.slice(4);
  if (hourText === undefined) return { text: date, day: date, hasZone: false };
  const hour = half ? (Number(hourText) % 12) + (/p/i.test(half) ? 12 : 0) : Number(hourText);
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const offset = zone === undefined ? '' : zone === 'Z' || zone === 'UTC' ? '+00' : zone;
  return { text: `${date} ${String(hour).padStart(2, '0')}:${minute}:${second}${offset}`, day: date, hasZone: zone !== undefined };
}

function fromEpoch(text: string, unitMs: number): ReadDate | null {
  if (!(unitMs === 1 ? /^\d{12,13}$/ : /^\d{9,10}(\.\d+)?$/).test(text)) return null;
  return utc(Number(text) * unitMs);
}

function fromSpreadsheet(text: string): ReadDate | null {
  if (!/^\d{4,5}(\.\d+)?$/.test(text)) return null;
  const whole = new Date(Math.round(SPREADSHEET_EPOCH + Number(text) * DAY_MS)).toISOString();
  return { text: whole.slice(0, 19).replace('T', ' '), day: whole.slice(0, 10), hasZone: false };
}

function utc(milliseconds: number): ReadDate {
  const whole = new Date(milliseconds).toISOString();
  return { text: `${whole.slice(0, 19).replace('T', ' ')}+00`, day: whole.slice(0, 10), hasZone: true };
}
