import { describe, expect, it } from '@jest/globals';
import { addDays, dayIn, startOfDay } from '@perennial/calendar';
import { MONTHS_IN, termFrom } from './index.js';

const ZONES = [
  'UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/London', 'Pacific/Kiritimati', 'Pacific/Pago_Pago',
  'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata', 'Africa/Cairo', 'Asia/Tokyo', 'America/Havana',
];
const YEARS = 40;
const LEAP_YEAR = '2024-01-01';
const days = (count: number) => Array.from({ length: count }, (_, i) => addDays(LEAP_YEAR, i));
// Months see a day of the month only, so January and February of a leap year are all the anchors there are; years see the date.
const ANCHORS = { month: days(60), year: days(366) };
const DAY_MS = 86_400_000;
const daysInMonth = (day: string) => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();

describe('periods, for every anchor day over forty years', () => {
  it.each(['month', 'year'] as const)('of a %s tile without gap or overlap, and the anchor day returns wherever the month has it', (interval) => {
    const step = MONTHS_IN[interval];
    const wrong: string[] = [];
    for (const anchor of ANCHORS[interval]) {
      let end = anchor;
      for (let months = 0; months < YEARS * 12; months += step) {
        const term = termFrom(anchor, months, interval);
        if (term.start !== end || term.end <= term.start) wrong.push(`${anchor} + ${months}: ${term.start} to ${term.end} after ${end}`);
        if (Number(term.end.slice(8)) !== Math.min(Number(anchor.slice(8)), daysInMonth(term.end))) wrong.push(`${anchor} + ${months} ends on ${term.end}`);
        end = term.end;
      }
    }
    expect(wrong).toEqual([]);
  });

  // Periods are made of days, so they tile as instants where the days do: shown once per zone for every day a period can begin on.
  it.each(ZONES)('begin and end at instants that tile as well in %s: a switch of the clocks makes no gap and takes no day', (zone) => {
    const wrong: string[] = [];
    let before = startOfDay(LEAP_YEAR, zone).getTime();
    for (let i = 1; i <= YEARS * 365.25; i++) {
      const day = new Date(Date.parse(LEAP_YEAR) + i * DAY_MS).toISOString().slice(0, 10);
      const start = startOfDay(day, zone);
      const length = start.getTime() - before;
      if (Math.abs(length - DAY_MS) > DAY_MS / 24) wrong.push(`${day} is ${length / 3_600_000} h after the day before`);
      // Where the clocks were switched, and once a month anyway, look at both sides of the seam.
      const seam = length !== DAY_MS || day.endsWith('-01');
      if (seam && (dayIn(start, zone) !== day || dayIn(new Date(start.getTime() - 1), zone) !== addDays(day, -1))) wrong.push(day);
      before = start.getTime();
    }
    expect(wrong).toEqual([]);
  });
});
