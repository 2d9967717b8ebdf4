import { describe, expect, it } from '@jest/globals';
import { decideProof } from './prove-sender.js';

const SET_AT = new Date('2026-12-01T09:00:00Z');
const after = (days: number) => new Date(SET_AT.getTime() + days * 86_400_000);
const awaited = { setAt: SET_AT, provenAt: null };
const proven = { setAt: SET_AT, provenAt: after(1) };
const hoursUntil = ({ nextLookAt }: { nextLookAt: Date | null }, now: Date) => nextLookAt && (nextLookAt.getTime() - now.getTime()) / 3_600_000;

describe('what a look into the DNS means', () => {
  it('the key is there: proven from the first time on, looked at again a day later', () => {
    const first = decideProof(awaited, 'our-key', after(2));
    expect(first.provenAt).toEqual(after(2));
    expect(hoursUntil(first, after(2))).toBe(24);
    expect(decideProof(proven, 'our-key', after(30)).provenAt).toEqual(after(1));
  });

  it.each(['no-record', 'another-key'] as const)('%s: not proven any more, and looked at each hour', (found) => {
    expect(decideProof(awaited, found, after(1)).provenAt).toBeNull();
    const lost = decideProof(proven, found, after(3));
    expect(lost.provenAt).toBeNull();
    expect(hoursUntil(lost, after(3))).toBe(1);
    // Lost long after it was set: it is awaited for a week again, and no longer.
    const late = decideProof(proven, found, after(100));
    expect(decideProof(late, found, after(106)).nextLookAt).not.toBeNull();
    expect(decideProof(late, found, after(108)).nextLookAt).toBeNull();
  });

  it('silence takes nothing away and gives nothing, and is asked again within the hour', () => {
    expect(decideProof(awaited, 'no-answer', after(1)).provenAt).toBeNull();
    const kept = decideProof(proven, 'no-answer', after(30));
    expect(kept.provenAt).toEqual(after(1));
    expect(hoursUntil(kept, after(30))).toBe(1);
  });

  it('a record that does not come in a week is looked for no more, until somebody asks', () => {
    expect(decideProof(awaited, 'no-record', after(7)).nextLookAt).not.toBeNull();
    expect(decideProof(awaited, 'no-record', after(7.01)).nextLookAt).toBeNull();
    expect(decideProof(awaited, 'our-key', after(20)).provenAt).toEqual(after(20));
  });
});
