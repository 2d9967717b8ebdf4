import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ALL_DOMAINS, domainOf, withinPace } from './pace.js';

const messages = fc.array(fc.constantFrom('a@one.example', 'b@One.example', 'c@two.example', 'd@three.example').map((to) => ({ to })), { maxLength: 40 });
const limit = fc.option(fc.integer({ min: 1, max: 10 }));

describe('a minute’s pace', () => {
  it('lets out as many as fit and no more, and loses none', () => {
    fc.assert(
      fc.property(messages, limit, limit, fc.nat(12), (all, perMinute, perDomainMinute, already) => {
        const { going, waiting, counts } = withinPace(all, { perMinute, perDomainMinute }, new Map([[ALL_DOMAINS, already]]));
        expect(going.length + waiting.length).toBe(all.length);
        expect(counts.get(ALL_DOMAINS)).toBe(already + going.length);
        if (perMinute !== null && going.length > 0) expect(already + going.length).toBeLessThanOrEqual(perMinute);
        for (const sent of Map.groupBy(going, ({ to }) => domainOf(to)).values()) expect(sent.length).toBeLessThanOrEqual(perDomainMinute ?? Infinity);
        // Nobody waits while there was room for them.
        for (const { to } of waiting) expect((perMinute !== null && already + going.length >= perMinute) || (counts.get(domainOf(to)) ?? 0) >= (perDomainMinute ?? Infinity)).toBe(true);
      }),
    );
  });
});
