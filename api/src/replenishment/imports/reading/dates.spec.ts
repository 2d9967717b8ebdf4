import { describe, expect, it } from '@jest/globals';
import { guessDateOrder, readDate } from './dates.js';

describe('readDate', () => {
  it.each([
    ['28/02/2027 9:05', 'day-month-year', '2027-02-28 09:05:00'],
    ['28.02.27', 'day-month-year', '2027-02-28'],
    ['2/28/2027 12:15 AM', 'month-day-year', '2027-02-28 00:15:00'],
    ['2/28/2027 9:05:30 pm', 'month-day-year', '2027-02-28 21:05:30'],
    ['2027-03-01', 'day-month-year', '2027-03-01'],
    ['20270301', 'iso', '2027-03-01'],
    ['2027年3月1日 18:30', 'iso', '2027-03-01 18:30:00'],
    ['2027-03-01T23:30:00.123+08:00', 'iso', '2027-03-01 23:30:00+08:00'],
    ['2027-03-01T23:30:00Z', 'iso', '2027-03-01 23:30:00+00'],
    ['1803859200', 'unix-seconds', '2027-03-01 00:00:00+00'],
    ['1803859200000', 'unix-milliseconds', '2027-03-01 00:00:00+00'],
    ['46446.5', 'spreadsheet', '2027-02-28 12:00:00'],
  ] as const)('reads %s (%s)', (cell, order, text) => {
    expect(readDate(cell, order)?.text).toBe(text);
  });

  it.each([
    ['29/02/2027', 'day-month-year'],
    ['31/04/2027', 'day-month-year'],
    ['28/02/2027', 'month-day-year'],
    ['01/02/2027', 'iso'],
    ['2027-03-01 24:00', 'iso'],
    ['yesterday', 'day-month-year'],
    ['', 'iso'],
    ['46446', 'unix-seconds'],
  ] as const)('knows that %s (%s) is no date', (cell, order) => {
    expect(readDate(cell, order)).toBeNull();
  });

  it('keeps the day as it was written, and says whether the cell names a zone', () => {
    expect(readDate('2027-03-01T23:30-05:00', 'iso')).toMatchObject({ day: '2027-03-01', hasZone: true });
    expect(readDate('2027-03-01 23:30', 'iso')).toMatchObject({ day: '2027-03-01', hasZone: false });
  });
});

describe('guessDateOrder', () => {
  it.each([
    [['03/04/2027', '25/04/2027'], 'day-month-year', true],
    [['03/04/2027', '04/25/2027'], 'month-day-year', true],
    [['2027-04-03', '2027-04-25'], 'iso', true],
    [['1803859200', '1803945600'], 'unix-seconds', true],
    [['46446', '46447'], 'spreadsheet', true],
  ] as const)('tells the order of %j', (cells, order, isCertain) => {
    expect(guessDateOrder(cells)).toEqual({ order, isCertain });
  });

  it('takes the day first where the file leaves it open, and says that it is a guess', () => {
    expect(guessDateOrder(['03/04/2027', '05/06/2027'])).toEqual({ order: 'day-month-year', isCertain: false });
  });
});
