import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, dayIn, daysBetween, startOfDay } from '@perennial/calendar';
import { allocate, exponentOf, money, multiply } from '@perennial/money';
import {
  type Coverage, decideRenewal, endAfterGrant, endAfterRenewal, inForceOn, nextTurningPoint, noticeLadder, type PaidPeriod, partialLines, priceLines, prorate,
  type Renewable, serviceAt, type SoldPeriod, splitTax, termFrom, termLines, termsFrom, upgradeLines,
} from './index.js';

/*
 * Where billing systems were seen to break, by the number in our rules. Each has a test here, or a line that says why it cannot
 * happen. Numbers 36 and up (balance, races, webhooks, invoice numbers, dunning, transfers) are tested where those live.
 */

const coverage: Coverage = {
  endsOn: '2027-03-10', grantedDays: 0, overlays: [], trial: false, cancelAtEnd: false, canceledAt: null, pastDueSince: null, fallsBackTo: null,
  graceDays: 7, retentionDays: 60, timeZone: 'UTC',
};
const until = (anchor: string, months: number, more: Partial<Renewable> = {}): Renewable => ({ ...coverage, anchor, endsAtMonths: months, endsOn: addMonths(anchor, months), ...more });
const noon = (day: string, zone = 'UTC') => new Date(startOfDay(day, zone).getTime() + 12 * 3_600_000);
const month = { interval: 'month', terms: 1 } as const;
const ITEM = { code: 'team', name: { en: 'Team', 'zh-CN': '团队版' } };
const period = (start: string, end: string, paid: number, currency = 'USD'): PaidPeriod => ({ start, end, paid: money(paid, currency), paidFrom: start });
const usd = (amount: number) => () => money(amount, 'USD');

describe('expiry', () => {
  it('1, 2: renewing early counts from the old end, not from today: no day is paid for twice', () => {
    const s = until('2027-01-10', 2);
    const { start, end } = decideRenewal(s, month, noon('2027-02-15'));
    expect([start, end]).toEqual(['2027-03-10', '2027-04-10']);
  });

  it('3: a change of plan moves no day, so that nobody gets a proration and a full extension for one payment', () => {
    const { lines } = prorate([period('2027-02-10', '2027-03-10', 4_900)], usd(19_900), '2027-02-20');
    expect(lines.map(({ from, until: end }) => [from, end])).toEqual([['2027-02-20', '2027-03-10']]);
  });

  it('4: renewing a week early keeps the week', () => {
    const s = until('2027-01-10', 2);
    const renewal = decideRenewal(s, month, noon('2027-03-03'));
    expect(daysBetween('2027-03-03', endAfterRenewal(s, renewal).endsOn)).toBe(7 + 31);
  });

  it('5: there is one end: the service, the notices and the bill are computed from the same coverage', () => {
    const c = { ...coverage, grantedDays: 3 };
    const last = noticeLadder(c).find(({ kind }) => kind === 'expiry-0')?.on;
    expect([serviceAt(c, noon('2027-03-01')).paidThrough, last]).toEqual(['2027-03-12', '2027-03-12']);
  });

  it('6, 7: after a gap, also one of 25 months, a year counts from the day of payment and is not over at once', () => {
    const s = until('2025-01-10', 1);
    const renewal = decideRenewal(s, { interval: 'year', terms: 1 }, noon('2027-03-12'));
    expect([renewal.start, renewal.end]).toEqual(['2027-03-12', '2028-03-12']);
    expect(serviceAt({ ...s, ...endAfterRenewal(s, renewal) }, noon('2027-03-12')).state).toBe('active');
  });

  it('8, 9: the status always says until when, and what happens next', () => {
    const status = serviceAt({ ...coverage, pastDueSince: new Date('2027-03-03T00:00:00Z') }, noon('2027-03-05'));
    expect(status).toMatchObject({ state: 'past_due', paidThrough: '2027-03-09', graceThrough: '2027-03-16' });
    expect(status.next.map(({ event, on }) => `${event} ${on}`)).toEqual(['paid-period-ends 2027-03-10', 'grace-ends 2027-03-17', 'data-deleted 2027-05-16']);
  });
});

describe('month end, leap years, time zones, daylight saving', () => {
  it('10, 17: a payer of the 31st is billed on the last of February, and of the 30th too, and goes on from there', () => {
    expect(termsFrom('2027-01-31', 0, 'month', 4).map(({ end }) => end)).toEqual(['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']);
    expect(termsFrom('2027-01-30', 0, 'month', 3).map(({ start, end }) => [start, end])).toEqual([['2027-01-30', '2027-02-28'], ['2027-02-28', '2027-03-30'], ['2027-03-30', '2027-04-30']]);
  });

  it('11: an add-on ends with the period it was bought for, on the last of a month as well', () => {
    const [line] = partialLines('add-on', ITEM, usd(500), 1, [period('2027-01-31', '2027-02-28', 0)], '2027-02-10');
    expect(line).toMatchObject({ until: '2027-02-28', days: 18 });
  });

  it('12, 19: a month with a switch of the clocks has its days, and proration counts days', () => {
    const { start, end } = termFrom('2027-03-01', 0, 'month');
    expect((startOfDay(end, 'America/New_York').getTime() - startOfDay(start, 'America/New_York').getTime()) / 86_400_000).toBeCloseTo(30.958, 3);
    expect(prorate([period(start, end, 3_100)], usd(6_200), '2027-03-15').lines[0]).toMatchObject({ daysLeft: 17, daysInPeriod: 31, credit: { amount: 1_700 } });
  });

  it('13: the next turning point is always later than now, so no loop can stand still', () => {
    for (const zone of ['America/New_York', 'Australia/Lord_Howe', 'America/Havana']) {
      for (let day = '2027-03-01'; day < '2027-06-01'; day = addDays(day, 1)) {
        const now = startOfDay(day, zone);
        const next = nextTurningPoint({ ...coverage, timeZone: zone }, now);
        if (next !== null) expect(next.getTime()).toBeGreaterThan(now.getTime());
      }
    }
  });

  it('14, 16, 18: a day is the day of the zone the period was sold in', () => {
    const kiritimati = { ...coverage, timeZone: 'Pacific/Kiritimati' };
    expect(serviceAt(kiritimati, new Date('2027-03-09T09:59:59Z')).state).toBe('active');
    expect(serviceAt(kiritimati, new Date('2027-03-09T10:00:00Z')).state).toBe('grace');
    const pagoPago = { ...coverage, timeZone: 'Pacific/Pago_Pago' };
    expect(serviceAt(pagoPago, new Date('2027-03-10T10:59:59Z')).state).toBe('active');
  });

  it('15: nothing below a day exists, so no credit can come from a round trip through a zone', () => {
    expect(prorate([period('2027-02-01', '2027-03-01', 9_900)], usd(9_900), '2027-02-01').due.amount).toBe(0);
  });

  it('20: an anchor after the 28th is kept, not normalised', () => {
    expect(termFrom('2027-01-31', 12, 'month').start).toBe('2028-01-31');
    expect([1, 2, 3, 4].map((years) => addMonths('2024-02-29', 12 * years))).toEqual(['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
  });

  it('21: who pays in Shanghai between midnight and eight has the day of Shanghai as anchor', () => {
    const s = until('2027-01-10', 1, { timeZone: 'Asia/Shanghai' });
    const paid = new Date('2027-06-30T20:00:00Z');
    expect(dayIn(paid, 'Asia/Shanghai')).toBe('2027-07-01');
    expect(decideRenewal(s, month, paid)).toMatchObject({ start: '2027-07-01', end: '2027-08-01' });
  });
});

describe('changing the plan', () => {
  it('22: the denominator is the whole period, also after an upgrade within it', () => {
    const changed: PaidPeriod = { start: '2027-02-01', end: '2027-03-01', paid: money(19_221, 'USD'), paidFrom: '2027-02-11' };
    const [line] = prorate([changed], usd(79_900), '2027-02-20').lines;
    expect(line).toMatchObject({ daysLeft: 9, daysInPeriod: 28, charge: { amount: Math.round((79_900 * 9) / 28) }, credit: { amount: Math.round((19_221 * 9) / 18) } });
  });

  it('23: the quote is the invoice: both are the same lines, the day of the change belongs to the new plan', () => {
    expect(prorate([period('2027-02-01', '2027-03-01', 9_900)], usd(29_900), '2027-02-28').lines[0]).toMatchObject({ daysLeft: 1, from: '2027-02-28' });
  });

  it('24: a smaller plan is a renewal under it from the end on: neither full price now nor a part', () => {
    const s = until('2027-01-10', 2);
    expect(decideRenewal(s, month, noon('2027-02-20')).start).toBe(s.endsOn);
  });

  it('25: going up, taking the credit and going down gives nothing: a credit is used up by its own charge', () => {
    const up = prorate([period('2027-04-01', '2027-05-01', 4_900)], usd(19_900), '2027-04-11');
    const paid = money((up.lines[0]?.credit.amount ?? 0) + up.due.amount, 'USD');
    expect(prorate([{ start: '2027-04-01', end: '2027-05-01', paid, paidFrom: '2027-04-11' }], usd(4_900), '2027-04-11').due.amount).toBe(0);
  });

  // 26: there are no pending billing entries to miss; a change is quoted from the sold periods, and without one left it is refused
  // as `nothing-paid-ahead`.
  it('26: without a paid day left there is no quote', () => {
    expect(() => prorate([period('2027-02-01', '2027-03-01', 9_900)], usd(29_900), '2027-03-01')).toThrow(RangeError);
  });

  // 27: months of thirty days cannot happen: a period has the days it has, and they are on the line.
  it('27, 28: the line says how its amount comes about, so nobody has to ask why there was a credit', () => {
    const lines = upgradeLines(ITEM, prorate([period('2027-02-01', '2027-03-01', 9_900)], usd(29_900), '2027-02-11'));
    expect(lines.map(({ formula }) => formula)).toEqual(['299.00 × 18/28 − 99.00 × 18/28 = 192.21 − 63.64 = 128.57']);
  });

  // 29: a proration has no invoice or key of its own: it is a quote for one revision of the subscription, which has one place for
  // one payment (unique index payment_attempts_one_open), and paying it makes every other quote of that revision void.
});

describe('rounding', () => {
  it('30, 31: tax is reckoned once on the whole and allotted: four lines sum to the total', () => {
    const drafts = termLines('plan', ITEM, money(6_979, 'USD'), 1, termsFrom('2027-01-01', 0, 'month', 4));
    const priced = priceLines(drafts, money(0, 'USD'), { mode: 'exclusive', rateBasisPoints: 2_000 });
    expect(priced.lines.reduce((all, { net, tax }) => all + net + tax, 0)).toBe(priced.total);
    expect(priced.tax).toBe(multiply(money(4 * 6_979, 'USD'), 2_000, 10_000).amount);
  });

  // 32: balance and invoice cannot differ by a cent: both are whole minor units, and the amount is the quote's.
  it('33, 34: parts paid back one after the other never exceed what was taken, and the last takes the rest', () => {
    const { taxed } = splitTax(money(10_001, 'USD'), { mode: 'inclusive', rateBasisPoints: 1_900 });
    const parts = allocate(taxed, [1, 1, 1]).map(({ amount }) => amount);
    expect(parts.reduce((all, part) => all + part, 0)).toBe(taxed.amount);
    expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
  });

  it('35: a currency without decimals has none; one the provider charges otherwise is not sold in', () => {
    expect([exponentOf('JPY'), exponentOf('UGX'), exponentOf('KWD'), exponentOf('USD')]).toEqual([0, 0, 3, 2]);
    expect(prorate([period('2027-01-01', '2028-01-01', 12_000, 'JPY')], () => money(36_000, 'JPY'), '2027-09-23').due).toEqual(money(6_575, 'JPY'));
  });
});

describe('what these rules add', () => {
  it('given days do not move the billed day, and a smaller plan bought ahead begins with its period', () => {
    const s = until('2027-01-31', 1);
    const given = { ...s, ...endAfterGrant(s, 10, noon('2027-02-10')) };
    expect(decideRenewal(given, month, noon('2027-03-05'))).toMatchObject({ start: '2027-02-28', end: '2027-03-31' });
    const item = (code: string, fromOn: string) => ({ kind: 'plan' as const, code, version: 1, quantity: 1, fromOn, paidMinor: 0 });
    const periods: SoldPeriod[] = [
      { periodNo: 1, start: '2027-02-01', end: '2027-03-01', interval: 'month', items: [item('business', '2027-02-01')] },
      { periodNo: 2, start: '2027-03-01', end: '2027-04-01', interval: 'month', items: [item('team', '2027-03-01')] },
    ];
    expect(['2027-02-28', '2027-03-01'].map((day) => inForceOn(periods, day)?.plan.code)).toEqual(['business', 'team']);
  });
});
