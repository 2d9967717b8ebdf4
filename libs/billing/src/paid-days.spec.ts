import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, daysBetween, startOfDay } from '@perennial/calendar';
import { money } from '@perennial/money';
import fc from 'fast-check';
import {
  decideRenewal, endAfterGrant, endAfterRenewal, endAfterTakingBack, type Interval, type PaidPeriod, prorate, type Renewable, serviceAt, serviceLimits,
} from './index.js';

const ZONES = [
  'UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/London', 'Pacific/Kiritimati', 'Pacific/Pago_Pago',
  'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata', 'Africa/Cairo', 'Asia/Tokyo', 'America/Havana',
];
const UPGRADED = money(19_900, 'USD');

type Deed = { readonly afterDays: number } & (
  | { readonly kind: 'renew'; readonly interval: Interval; readonly terms: number }
  | { readonly kind: 'grant'; readonly days: number }
  | { readonly kind: 'upgrade' | 'downgrade' | 'cancel' | 'resume' | 'refund' | 'nothing' }
);

const afterDays = fc.integer({ min: 0, max: 70 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('renew' as const), afterDays, interval: fc.constantFrom('month' as const, 'year' as const), terms: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('grant' as const), afterDays, days: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('upgrade' as const, 'downgrade' as const, 'cancel' as const, 'resume' as const, 'refund' as const, 'nothing' as const), afterDays }) },
);

/** A subscriber's books, kept day by day: what was sold and given on one side, what was served on the other. */
class Books {
  sold = 0;
  given = 0;
  takenBack = 0;
  served = 0;
  /** Days of grace: served, and paid for only if a renewal counts from the old end. */
  private owed = 0;
  private periods: PaidPeriod[] = [];

  constructor(
    private s: Renewable,
    public today: string,
  ) {
    this.sell(s.anchor, s.endsOn ?? '');
  }

  get coveredUntil(): string {
    return serviceLimits(this.s)?.coveredUntil ?? '';
  }
  get remaining(): number {
    return Math.max(0, daysBetween(this.today, this.coveredUntil));
  }

  pass(days: number): void {
    for (let i = 0; i < days; i++) {
      const { access, state } = serviceAt(this.s, this.noon());
      if (this.today < this.coveredUntil) {
        expect(access).toBe('full');
        this.served++;
      } else if (state === 'grace') this.owed++;
      this.today = addDays(this.today, 1);
    }
  }

  do(step: Deed): void {
    if (step.kind === 'renew') this.renew(step.interval, step.terms);
    if (step.kind === 'grant') this.grant(step.days);
    if (step.kind === 'upgrade') this.upgrade();
    if (step.kind === 'refund') this.refund();
    // A free plan goes on after the end, and the end itself may be wished for: neither takes a day that is paid for or was given.
    if (step.kind === 'downgrade') this.s = { ...this.s, fallsBackTo: 'free' };
    if (step.kind === 'cancel') this.s = { ...this.s, cancelAtEnd: true };
    if (step.kind === 'resume' && serviceAt(this.s, this.noon()).access === 'full') this.s = { ...this.s, cancelAtEnd: false };
  }

  private renew(interval: Interval, terms: number): void {
    const renewal = decideRenewal(this.s, { interval, terms }, this.noon());
    const before = this.coveredUntil;
    this.move(endAfterRenewal(this.s, renewal), before, renewal.basis === 'old-end');
    for (const { start, end } of renewal.terms) this.sell(start, end);
    this.s = { ...this.s, fallsBackTo: null, cancelAtEnd: false };
  }

  private grant(days: number): void {
    const before = this.coveredUntil;
    const end = endAfterGrant(this.s, days, this.noon());
    this.move(end, before, end.anchor === this.s.anchor && end.endsOn === this.s.endsOn);
    this.given += days;
  }

  // Changing the plan moves money, never a day.
  private upgrade(): void {
    const left = this.periods.filter(({ end }) => end > this.today);
    if (left.length === 0) return;
    const { lines } = prorate(left, () => UPGRADED, this.today);
    expect(lines.reduce((all, { daysLeft }) => all + daysLeft, 0)).toBe(daysBetween(this.today > (left[0]?.start ?? '') ? this.today : (left[0]?.start ?? ''), left.at(-1)?.end ?? ''));
  }

  private refund(): void {
    const { end, taken } = endAfterTakingBack(this.s, this.noon());
    this.s = { ...this.s, ...end };
    this.takenBack += taken.paidDays + taken.grantedDays;
    this.periods = this.periods.flatMap((period) => (period.start >= this.today ? [] : [{ ...period, end: period.end < this.today ? period.end : this.today }]));
  }

  private move(end: ReturnType<typeof endAfterGrant>, before: string, continuing: boolean): void {
    this.s = { ...this.s, ...end, trial: false };
    const covered = continuing ? Math.min(this.owed, daysBetween(before, this.coveredUntil)) : 0;
    this.served += covered;
    this.owed -= continuing ? covered : this.owed;
  }

  private sell(start: string, end: string): void {
    expect(this.periods.every((period) => period.end <= start || period.start >= end)).toBe(true);
    this.periods.push({ start, end, paid: money(4_900, 'USD'), paidFrom: start });
    this.sold += daysBetween(start, end);
  }

  private noon(): Date {
    return new Date(startOfDay(this.today, this.s.timeZone).getTime() + 12 * 3_600_000);
  }
}

describe('the days of a subscriber', () => {
  it('paid and given are those served and those still to come, over random histories of renewing early and late, changing up and down, cancelling, granting, lapsing, restoring and refunding', () => {
    const anchor = fc.integer({ min: 0, max: 40 * 365 }).map((days) => addDays('2020-01-01', days));
    fc.assert(
      fc.property(anchor, fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 20 }), fc.array(deed, { minLength: 1, maxLength: 12 }), (first, timeZone, graceDays, deeds) => {
        const books = new Books(
          {
            anchor: first, endsAtMonths: 1, endsOn: addMonths(first, 1), grantedDays: 0, overlays: [], trial: false, cancelAtEnd: false, canceledAt: null,
            pastDueSince: null, fallsBackTo: null, graceDays, retentionDays: 3650, timeZone,
          },
          first,
        );
        for (const step of deeds) {
          books.pass(step.afterDays);
          books.do(step);
          expect(books.sold + books.given - books.takenBack).toBe(books.served + books.remaining);
        }
      }),
      { numRuns: 60 },
    );
  });
});
