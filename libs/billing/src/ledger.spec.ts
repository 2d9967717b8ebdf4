import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type BalanceLot, captureForSale, consumeLots, creditNote, expiry, grant, type LedgerLine, refundSent,
  refundToBalance, reserve, reversalOf, sale, topUp, usableBalance,
} from './index.js';

const now = new Date('2027-03-01T00:00:00Z');
const on = (day: string) => new Date(`${day}T00:00:00Z`);
const lot = (id: string, seq: number, kind: BalanceLot['kind'], remaining: number, expiresAt: Date | null = null): BalanceLot => ({ id, seq, kind, remaining, expiresAt });
const sumOf = (lines: readonly LedgerLine[]) => lines.reduce((all, { amount }) => all + amount, 0);

const someLots = fc
  .array(fc.record({ kind: fc.constantFrom('paid' as const, 'granted' as const), remaining: fc.integer({ min: 0, max: 1e6 }), inDays: fc.option(fc.integer({ min: -5, max: 30 })) }), { maxLength: 12 })
  .map((all) => all.map((one, i) => lot(`lot-${i}`, i, one.kind, one.remaining, one.inDays === null ? null : new Date(now.getTime() + one.inDays * 86_400_000))));

describe('money on the balance is spent', () => {
  it('first what expires soonest, then granted before paid, then the oldest', () => {
    const lots = [
      lot('old-paid', 1, 'paid', 100), lot('new-grant', 5, 'granted', 100), lot('old-grant', 2, 'granted', 100),
      lot('may', 3, 'granted', 100, on('2027-05-01')), lot('april', 4, 'granted', 100, on('2027-04-01')), lot('new-paid', 6, 'paid', 100),
    ];
    expect(consumeLots(lots, 550, now)?.map(({ id, amount }) => [id, amount])).toEqual([
      ['april', 100], ['may', 100], ['old-grant', 100], ['new-grant', 100], ['old-paid', 100], ['new-paid', 50],
    ]);
  });

  it('never when it has expired, not even in the instant it does', () => {
    const lots = [lot('gone', 1, 'granted', 100, now), lot('here', 2, 'granted', 40, on('2027-03-02'))];
    expect(usableBalance(lots, now)).toEqual({ paid: 0, granted: 40 });
    expect(consumeLots(lots, 41, now)).toBeNull();
  });

  it('not for nothing and not for less', () => {
    for (const amount of [0, -1, 0.5, Number.NaN]) expect(() => consumeLots([], amount, now)).toThrow(RangeError);
  });

  it('to the exact amount, of no piece more than is left of it, of every piece before a later one in full', () => {
    fc.assert(
      fc.property(someLots, fc.integer({ min: 1, max: 4e6 }), (lots, amount) => {
        const { paid, granted } = usableBalance(lots, now);
        const taken = consumeLots(lots, amount, now);
        if (amount > paid + granted) return expect(taken).toBeNull();
        const left = (id: string) => lots.find((one) => one.id === id)?.remaining ?? 0;
        expect(taken?.reduce((all, part) => all + part.amount, 0)).toBe(amount);
        for (const [i, part] of (taken ?? []).entries()) {
          expect(part.amount).toBeGreaterThan(0);
          if (i < (taken?.length ?? 0) - 1) expect(part.amount).toBe(left(part.id));
          else expect(part.amount).toBeLessThanOrEqual(left(part.id));
        }
      }),
    );
  });
});

describe('every ledger transaction', () => {
  const amount = fc.integer({ min: 1, max: 1e12 });
  const parts = fc.array(fc.record({ kind: fc.constantFrom('paid' as const, 'granted' as const), amount }), { minLength: 1, maxLength: 6 }).map((all) => all.map((one, i) => ({ id: `lot-${i}`, ...one })));

  it('sums to zero, and so does what takes it back', () => {
    fc.assert(
      fc.property(parts, amount, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (lots, left, taxShare, share) => {
        const spent = lots.reduce((all, part) => all + part.amount, 0);
        const tax = Math.floor(spent * taxShare);
        const sold = { net: spent - tax, tax };
        const all = [
          topUp('a', left, 'cash_clearing:stripe'), grant('a', left), expiry('a', left), reserve(lots), captureForSale(lots, sold),
          sale(sold, 'cash_clearing:bank'), creditNote(sold, Math.floor(sold.net * share), Math.floor(spent * share)),
          refundSent(left, 'cash_clearing:stripe'), refundToBalance('a', left),
        ];
        for (const lines of all) {
          expect(sumOf(lines)).toBe(0);
          expect(sumOf(reversalOf(lines))).toBe(0);
          expect(lines.every((line) => line.amount !== 0)).toBe(true);
        }
      }),
    );
  });

  it('names the piece of money on the accounts of balance and reserve, and on no other', () => {
    for (const line of [...topUp('a', 5, 'cash_clearing:stripe'), ...reserve([{ id: 'a', kind: 'granted', amount: 5 }]), ...sale({ net: 4, tax: 1 }, 'cash_clearing:stripe')]) {
      expect(line.lotId !== undefined).toBe(/^(customer|reserved)_/.test(line.account));
    }
  });

  it('that would not balance cannot be made', () => {
    expect(() => captureForSale([{ id: 'a', kind: 'paid', amount: 100 }], { net: 100, tax: 1 })).toThrow(RangeError);
    expect(() => topUp('a', 0.5, 'cash_clearing:stripe')).toThrow(RangeError);
  });
});
