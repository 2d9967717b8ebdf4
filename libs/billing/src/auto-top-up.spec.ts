import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AutoTopUp, decideTopUp, suggestTopUp } from './index.js';

const now = new Date('2027-03-10T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const low: AutoTopUp = {
  enabled: true, threshold: 5_000, refillTo: 20_000, monthlyCap: 60_000, available: 3_000, pending: 0, chargedThisMonth: 0, nextMonthAt: new Date('2027-04-01T00:00:00Z'),
  hasCard: true, announcedAt: hoursAgo(48), declines: 0, lastDeclinedAt: null, lastFailure: null,
};

describe('a balance that fills itself up', () => {
  it('36 lago: counts what is on its way, so that several top-ups do not pile up', () => {
    expect(decideTopUp({ ...low, pending: 2_000 }, now)).toMatchObject({ kind: 'wait', because: 'enough' });
    expect(decideTopUp({ ...low, pending: 1_000 }, now)).toEqual({ kind: 'charge', amount: 16_000 });
    expect(suggestTopUp({ renewal: 5_880, available: 2_000, pending: 4_000 })).toBe(0);
  });

  it('37 lago and akash: asks a card that refused once an hour at most, and after five refusals not at all', () => {
    expect(decideTopUp({ ...low, declines: 1, lastDeclinedAt: hoursAgo(0.99) }, now)).toMatchObject({ because: 'declined-just-now', until: new Date(hoursAgo(0.99).getTime() + 3_600_000) });
    expect(decideTopUp({ ...low, declines: 1, lastDeclinedAt: hoursAgo(1) }, now)).toMatchObject({ kind: 'charge' });
    expect(decideTopUp({ ...low, declines: 5, lastDeclinedAt: hoursAgo(100) }, now)).toEqual({ kind: 'wait', because: 'declined-too-often', until: null });
  });

  it('asks a lost or stolen card no second time', () => {
    for (const lastFailure of ['lost_card', 'stolen_card', 'expired_card']) {
      expect(decideTopUp({ ...low, declines: 1, lastDeclinedAt: hoursAgo(100), lastFailure }, now)).toEqual({ kind: 'wait', because: 'declined-for-good', until: null });
    }
    expect(decideTopUp({ ...low, declines: 1, lastDeclinedAt: hoursAgo(2), lastFailure: 'insufficient_funds' }, now)).toMatchObject({ kind: 'charge' });
    // A new card, or a success: what was refused before is forgotten.
    expect(decideTopUp({ ...low, lastFailure: 'lost_card' }, now)).toMatchObject({ kind: 'charge' });
  });

  it('38 lago: is one charge of the right size and not one for each step', () => {
    expect(decideTopUp({ ...low, available: 0 }, now)).toEqual({ kind: 'charge', amount: 20_000 });
  });

  it('39 lago: takes what the cap leaves, and says when the cap stops it', () => {
    expect(decideTopUp({ ...low, chargedThisMonth: 55_000 }, now)).toEqual({ kind: 'charge', amount: 5_000 });
    expect(decideTopUp({ ...low, chargedThisMonth: 60_000 }, now)).toEqual({ kind: 'wait', because: 'cap-reached', until: low.nextMonthAt });
  });

  it('is announced a day before the first charge', () => {
    expect(decideTopUp({ ...low, announcedAt: null }, now)).toMatchObject({ because: 'not-announced' });
    expect(decideTopUp({ ...low, announcedAt: hoursAgo(23) }, now)).toMatchObject({ because: 'announced-just-now' });
    expect(decideTopUp({ ...low, hasCard: false }, now)).toMatchObject({ because: 'no-card' });
    expect(decideTopUp({ ...low, enabled: false }, now)).toMatchObject({ because: 'off' });
  });

  it('never takes more than the month allows, nor fills beyond what was wanted', () => {
    const amount = fc.integer({ min: 0, max: 1e8 });
    fc.assert(
      fc.property(amount, amount, amount, amount, amount, amount, (available, pending, threshold, more, monthlyCap, chargedThisMonth) => {
        const t = { ...low, available, pending, threshold, refillTo: threshold + more, monthlyCap, chargedThisMonth };
        const decision = decideTopUp(t, now);
        if (decision.kind !== 'charge') return;
        expect(decision.amount).toBeGreaterThanOrEqual(100);
        expect(chargedThisMonth + decision.amount).toBeLessThanOrEqual(monthlyCap);
        expect(available + pending + decision.amount).toBeLessThanOrEqual(t.refillTo);
        expect(available + pending).toBeLessThan(threshold);
      }),
    );
  });
});
