import { describe, expect, it } from '@jest/globals';
import { NOTHING_SAID, saidOf, type Statement } from './said.js';

const pair = { customerId: 'ada', productId: 'tea', lastOrderedOn: '2027-03-01' };
const TODAY = '2027-03-24';
const said = (kind: Statement['kind'], rest: Partial<Statement> = {}): Statement => ({
  customerId: 'ada',
  productId: 'tea',
  openedOn: '2027-03-01',
  kind,
  by: 'customer',
  saidOn: TODAY,
  day: null,
  dayTo: null,
  weeks: null,
  predictedOn: '2027-03-31',
  ...rest,
});
const ownDay = (...statements: Statement[]) => saidOf(pair, statements, TODAY).own;
const sixWeeks = said('every-n-weeks', { weeks: 6, day: '2027-04-12' });

describe('what was said about the open cycle', () => {
  it('is nothing when nobody spoke about this product, or only later', () => {
    expect(saidOf(pair, [], TODAY)).toEqual(NOTHING_SAID);
    expect(saidOf(pair, [said('ran-out', { day: TODAY, productId: 'salt' }), said('ran-out', { day: '2027-03-25', saidOn: '2027-03-25' })], TODAY)).toEqual(NOTHING_SAID);
  });

  it('is the newest day named, until it has passed', () => {
    const day = said('expected-on', { day: '2027-04-02', dayTo: '2027-04-06', by: 'staff' });
    expect(ownDay(sixWeeks, day)).toEqual({ from: '2027-04-02', to: '2027-04-06', by: 'staff', basis: 'staff-date' });
    expect(ownDay(day, sixWeeks)).toEqual({ from: '2027-04-12', to: '2027-04-12', by: 'customer', basis: 'every-n-weeks' });
    expect(ownDay(sixWeeks, said('expected-on', { day: '2027-03-20' }))).toBeNull();
  });

  it('is that it has run out, for two weeks, unless some turned up', () => {
    expect(ownDay(said('ran-out', { day: '2027-03-10' }))).toMatchObject({ from: '2027-03-10', basis: 'ran-out' });
    expect(ownDay(said('ran-out', { day: '2027-03-09' }))).toBeNull();
    expect(ownDay(said('ran-out', { day: TODAY }), said('still-have-some'))).toBeNull();
    expect(ownDay(said('still-have-some'), said('ran-out', { day: TODAY }))).toMatchObject({ basis: 'ran-out' });
  });

  it('is no rhythm once the usual one is resumed; a day named since stays', () => {
    expect(saidOf(pair, [sixWeeks, said('usual-rhythm')], TODAY)).toEqual(NOTHING_SAID);
    expect(ownDay(sixWeeks, said('expected-on', { day: '2027-04-02' }), said('usual-rhythm'))).toMatchObject({ from: '2027-04-02' });
  });
});

describe('what was said in earlier cycles', () => {
  const before = { openedOn: '2027-02-01', saidOn: '2027-02-20', predictedOn: '2027-03-03' };

  it('stays as four gaps of the rhythm asked for, and names no day any more', () => {
    const later = saidOf(pair, [{ ...sixWeeks, ...before, day: '2027-03-15' }], TODAY);
    expect(later).toEqual({ own: null, stillHadSomeOn: null, everyWeeks: 6, pseudoGaps: [{ x: Math.log(42), weight: 4 }] });
  });

  it('counts as half a gap when the day was later than predicted, in the middle of a range', () => {
    const named = (day: string, dayTo: string | null = null) => saidOf(pair, [said('expected-on', { ...before, day, dayTo })], TODAY).pseudoGaps;
    expect(named('2027-03-13')).toEqual([{ x: Math.log(40), weight: 0.5 }]);
    expect(named('2027-03-08', '2027-03-18')).toEqual([{ x: Math.log(40), weight: 0.5 }]);
    expect(named('2027-03-03')).toEqual([]);
  });

  it('counts only as the newest day has it, and not while its cycle is open', () => {
    expect(saidOf(pair, [said('expected-on', { ...before, day: '2027-03-13' }), said('expected-on', { ...before, day: '2027-02-25' })], TODAY).pseudoGaps).toEqual([]);
    expect(saidOf(pair, [said('expected-on', { day: '2027-04-10' })], TODAY).pseudoGaps).toEqual([]);
  });
});
