import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { armOf, experimentKey } from './arm-of.js';

const WORKSPACE = '0198a7c4-0000-7000-8000-000000000001';
const RULE = '0198a7c4-0000-7000-8000-000000000002';
const FIRST = experimentKey(WORKSPACE, RULE, 1);
const percents = fc.integer({ min: 0, max: 50 });

describe('armOf', () => {
  it('never changes: who was held back last year is held back today', () => {
    // Buckets 2686 and 1860, reckoned apart from this code.
    expect([26, 27].map((percent) => armOf(FIRST, '0198a7c4-0000-7000-8000-000000000101', percent))).toEqual(['treated', 'control']);
    expect([18, 19].map((percent) => armOf(FIRST, '0198a7c4-0000-7000-8000-000000000104', percent))).toEqual(['treated', 'control']);
  });

  it('holds nobody back at a share of zero', () => {
    fc.assert(fc.property(fc.uuid(), (customer) => armOf(FIRST, customer, 0) === 'treated'));
  });

  it('holds back with a larger share whom a smaller one held back', () => {
    fc.assert(
      fc.property(fc.uuid(), percents, percents, (customer, a, b) => {
        fc.pre(armOf(FIRST, customer, Math.min(a, b)) === 'control');
        expect(armOf(FIRST, customer, Math.max(a, b))).toBe('control');
      }),
      { numRuns: 500 },
    );
  });

  describe('over many customers', () => {
    const customers = [...new Set(fc.sample(fc.uuid(), { numRuns: 20_000, seed: 20270301 }))];
    const control = (experiment: string, among: readonly string[], percent: number) => among.filter((customer) => armOf(experiment, customer, percent) === 'control');

    it.each([1, 5, 10, 20, 50])('holds back the share asked for: %d %%', (percent) => {
      expect(chanceOfOneAsFarOff(control(FIRST, customers, percent).length, customers.length, percent / 100)).toBeGreaterThan(1e-4);
    });

    it('draws each experiment and each rule independently of the others', () => {
      const held = control(FIRST, customers, 20);
      for (const other of [experimentKey(WORKSPACE, RULE, 2), experimentKey(WORKSPACE, WORKSPACE, 1)]) {
        expect(chanceOfOneAsFarOff(control(other, held, 20).length, held.length, 0.2)).toBeGreaterThan(1e-4);
      }
    });
  });
});

/** Twice the smaller exact tail of the binomial distribution: how likely so many, or more extreme, are among n at a chance of p. */
function chanceOfOneAsFarOff(k: number, n: number, p: number): number {
  const lnFactorial = [0];
  for (let i = 1; i <= n; i += 1) lnFactorial.push((lnFactorial[i - 1] ?? 0) + Math.log(i));
  const lnOf = (i: number) => lnFactorial[i] ?? Number.NaN;
  const chance = (i: number) => Math.exp(lnOf(n) - lnOf(i) - lnOf(n - i) + i * Math.log(p) + (n - i) * Math.log(1 - p));
  const sum = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => chance(from + i)).reduce((a, b) => a + b, 0);
  return 2 * Math.min(sum(0, k), sum(k, n));
}
