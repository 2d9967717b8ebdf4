import { describe, expect, it } from '@jest/globals';
import { dayIn, timeIn } from '@perennial/calendar';
import fc from 'fast-check';
import { type AutoRenewable, debitLadder, decideDebit, judgeDecline } from './auto-renewal.js';

const at = (instant: string) => new Date(instant);
const card = { id: 'c1', chosenAt: at('2027-01-01T00:00:00Z') };

/** Paid through 9 March, so debited on 2, 4, 6, 8 and 9 March. */
const renewal = (more: Partial<AutoRenewable> = {}): AutoRenewable => ({
  endsOn: '2027-03-10', timeZone: 'Europe/London', trial: false, cancelAtEnd: false, canceledAt: null, grantedDays: 0, overlays: [], pastDueSince: null, fallsBackTo: null, graceDays: 7, retentionDays: 60,
  soldAt: at('2027-02-01T00:00:00Z'), wantedSince: at('2027-02-01T00:00:00Z'), spreadBy: 'w1', card, tries: [], ...more,
});
const ladder = debitLadder(renewal(), 'w1');
const due = (index: number) => ladder[index]?.dueAt ?? at('NaN');
const after = (index: number) => new Date(due(index).getTime() + 60_000);
const failed = (index: number, failure: string | null) => ({ step: ladder[index]?.step ?? '', at: after(index), failure });

describe('the ladder of automatic debits', () => {
  it('begins seven days before the last paid day and ends on it', () => {
    expect(ladder.map(({ step, on }) => [step, on])).toEqual([
      ['debit-7', '2027-03-02'], ['debit-5', '2027-03-04'], ['debit-3', '2027-03-06'], ['debit-1', '2027-03-08'], ['debit-0', '2027-03-09'],
    ]);
  });

  it('is spread over the working hours of the local day, the same hour on each day, in any zone', () => {
    const zones = ['Europe/London', 'America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati', 'America/St_Johns'];
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...zones), (id, timeZone) => {
        const steps = debitLadder(renewal({ timeZone }), id);
        for (const { on, dueAt } of steps) {
          expect(dayIn(dueAt, timeZone)).toBe(on);
          expect(timeIn(dueAt, timeZone) >= '08:00' && timeIn(dueAt, timeZone) < '18:00').toBe(true);
        }
        expect(new Set(steps.map(({ dueAt }) => timeIn(dueAt, timeZone))).size).toBe(1);
      }),
    );
    const hours = new Set(fc.sample(fc.uuid(), 300).map((id) => timeIn(debitLadder(renewal(), id)[0]?.dueAt ?? at('NaN'), 'Europe/London').slice(0, 2)));
    expect(hours.size).toBe(10);
  });

  it('has no rung for a plan without end, one that was told to end, and one that was cancelled', () => {
    expect(debitLadder(renewal({ endsOn: null }), 'w1')).toEqual([]);
    expect(debitLadder(renewal({ cancelAtEnd: true }), 'w1')).toEqual([]);
    expect(debitLadder(renewal({ canceledAt: at('2027-02-02T00:00:00Z') }), 'w1')).toEqual([]);
  });
});

describe('whether to debit now', () => {
  it('waits for the first rung, takes it, and waits for the next', () => {
    expect(decideDebit(renewal(), at('2027-02-20T12:00:00Z'))).toEqual({ kind: 'wait', because: 'not-due', next: due(0) });
    expect(decideDebit(renewal(), after(0))).toEqual({ kind: 'debit', step: 'debit-7', next: due(1) });
    expect(decideDebit(renewal({ tries: [failed(0, 'insufficient_funds')] }), after(0))).toEqual({ kind: 'wait', because: 'not-due', next: due(1) });
    expect(decideDebit(renewal({ tries: [failed(0, 'insufficient_funds')] }), after(1))).toEqual({ kind: 'debit', step: 'debit-5', next: due(2) });
  });

  it('never when it was not asked for, or the plan ends', () => {
    expect(decideDebit(renewal({ wantedSince: null }), after(0))).toMatchObject({ kind: 'wait', because: 'off', next: null });
    expect(decideDebit(renewal({ cancelAtEnd: true }), after(0))).toMatchObject({ kind: 'wait', because: 'ends', next: null });
  });

  it('stops at once when the card is lost, and goes on at once with another', () => {
    const lost = renewal({ tries: [failed(0, 'lost_card')] });
    expect(decideDebit(lost, after(1))).toEqual({ kind: 'wait', because: 'declined-for-good', next: null });
    const chosenAt = after(1);
    const another = { ...lost, card: { id: 'c2', chosenAt } };
    expect(decideDebit(another, chosenAt)).toEqual({ kind: 'debit', step: `card-c2-${chosenAt.getTime()}`, next: due(2) });
  });

  it('does not repeat a rung that a try with a new card has overtaken', () => {
    const tries = [failed(0, 'insufficient_funds'), { step: 'card-c2-1', at: after(1), failure: 'insufficient_funds' }];
    expect(decideDebit(renewal({ tries }), new Date(after(1).getTime() + 60_000))).toMatchObject({ kind: 'wait', because: 'not-due', next: due(2) });
  });

  it('takes only the newest of the rungs that came due while nobody looked', () => {
    expect(decideDebit(renewal(), after(3))).toMatchObject({ kind: 'debit', step: 'debit-1' });
  });

  it('does not take what was due before it was switched on, but does not let the plan lapse either', () => {
    expect(decideDebit(renewal({ wantedSince: after(1) }), after(1))).toEqual({ kind: 'wait', because: 'not-due', next: due(2) });
    expect(decideDebit(renewal({ wantedSince: after(4) }), after(4))).toEqual({ kind: 'debit', step: 'late', next: null });
  });

  it('counts given days as covered: the ladder waits for them', () => {
    expect(debitLadder(renewal({ grantedDays: 10 }), 'w1').map(({ on }) => on)).toEqual(['2027-03-12', '2027-03-14', '2027-03-16', '2027-03-18', '2027-03-19']);
  });

  it('leaves it to a person when grace is over', () => {
    expect(decideDebit(renewal(), at('2027-03-16T23:59:00Z'))).toMatchObject({ kind: 'debit', step: 'debit-0' });
    expect(decideDebit(renewal(), at('2027-03-17T00:00:00Z'))).toMatchObject({ kind: 'wait', because: 'too-late' });
  });

  // polar#10811, #11905: tries of people ate the ladder's, and an off-by-one lost one.
  it('tries every rung exactly once over the whole ladder, whenever and however often it is asked, if the bank says "not now"', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 * 24 * 60 }), { minLength: 40, maxLength: 80 }), (minutes) => {
        const start = at('2027-02-14T00:00:00Z').getTime();
        const looks = [...minutes.map((m) => start + m * 60_000), ...ladder.map(({ dueAt }) => dueAt.getTime())].sort((a, b) => a - b);
        const tries: { step: string; at: Date; failure: string }[] = [];
        for (const look of looks) {
          const decision = decideDebit(renewal({ tries }), new Date(look));
          if (decision.kind === 'debit') tries.push({ step: decision.step, at: new Date(look), failure: 'insufficient_funds' });
        }
        expect(tries.map(({ step }) => step)).toEqual(ladder.map(({ step }) => step));
      }),
      { numRuns: 20 },
    );
  });
});

describe('what a decline means', () => {
  it.each([
    ['insufficient_funds', 'again'], ['processing_error', 'again'], ['generic_decline', 'again'], ['a_code_of_next_year', 'again'], [null, 'again'],
    ['lost_card', 'never'], ['stolen_card', 'never'], ['expired_card', 'never'], ['authentication_required', 'ask-customer'],
  ] as const)('%s: %s', (code, verdict) => {
    expect(judgeDecline(code)).toBe(verdict);
  });
});
