import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHAIN_START, type ChainHead, type ChainVerdict, consentContent, type ConsentFacts, type SealedConsent, sealConsent, verifyEnd, verifyLinks } from '../index.js';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const text = fc.string({ unit: 'binary', maxLength: 12 });
const said = fc.record({
  id: text,
  customerId: text,
  purpose: text,
  channel: text,
  decision: fc.constantFrom('granted', 'withdrawn'),
  wordingVersion: text,
  source: text,
  actorKind: text,
  actorId: fc.option(text),
  decidedAt: text,
  recordedAt: text,
  ipHash: fc.option(text),
  evidence: fc.option(text),
});
type Said = Omit<ConsentFacts, 'workspaceId' | 'seq'>;

const decisions: fc.Arbitrary<Said[]> = fc.array(said, { minLength: 1, maxLength: 8 });
const chains = decisions.map((all) => chained(all));
/** A chain and one place in it. */
const chainsAndPlaces = chains.chain((chain) => fc.tuple(fc.constant(chain), fc.nat({ max: chain.length - 1 })));
const chainsAndTwoPlaces = fc
  .array(said, { minLength: 2, maxLength: 8 })
  .map((all) => chained(all))
  .chain((chain) => fc.tuple(fc.constant(chain), fc.uniqueArray(fc.nat({ max: chain.length - 1 }), { minLength: 2, maxLength: 2 }).map((pair) => pair.sort((a, b) => a - b))));

const FIELDS = [
  'workspaceId', 'id', 'customerId', 'purpose', 'channel', 'decision', 'wordingVersion', 'source', 'actorKind', 'actorId', 'decidedAt', 'recordedAt', 'ipHash', 'evidence', 'previousHash', 'hash',
] as const satisfies readonly (keyof SealedConsent)[];

function chained(all: readonly Said[]): SealedConsent[] {
  const chain: SealedConsent[] = [];
  for (const one of all) chain.push(sealConsent(headOf(chain), { ...one, workspaceId: 'teas', seq: chain.length + 1 }));
  return chain;
}

function headOf(chain: readonly SealedConsent[]): ChainHead {
  const last = chain.at(-1);
  return last ? { seq: last.seq, hash: last.hash } : CHAIN_START;
}

/** As the service reads it: the links, then the end. */
function verdict(chain: readonly SealedConsent[], head: ChainHead): ChainVerdict {
  const links = verifyLinks(CHAIN_START, chain);
  return links.intact ? verifyEnd(links.head, head) : links;
}

describe('the text of a consent record that is sealed', () => {
  it('is as the rule in words says', () => {
    const facts: ConsentFacts = {
      workspaceId: 'w', seq: 7, id: 'r', customerId: 'c', purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: '结账-1', source: 'checkout',
      actorKind: 'system', actorId: null, decidedAt: '2027-03-01T09:00:00.000000Z', recordedAt: '2027-03-01T09:00:01.000000Z', ipHash: null, evidence: '',
    };
    expect(consentContent(facts)).toBe(
      '19:perennial-consent-1,1:w,1:7,1:r,1:c,22:replenishment-reminder,5:email,7:granted,8:结账-1,8:checkout,6:system,-,' +
        '27:2027-03-01T09:00:00.000000Z,27:2027-03-01T09:00:01.000000Z,-,0:,',
    );
    expect(sealConsent(CHAIN_START, facts)).toMatchObject({ previousHash: '0'.repeat(64), hash: sha256('0'.repeat(64) + consentContent(facts)) });
  });

  it('differs for any two records that differ, wherever the one’s values end and the next begin', () => {
    fc.assert(
      fc.property(said, said, (one, other) => {
        const [a, b] = [{ ...one, workspaceId: 'teas', seq: 1 }, { ...other, workspaceId: 'teas', seq: 1 }];
        expect(consentContent(a) === consentContent(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    const base = { workspaceId: 'teas', seq: 1, id: 'r', customerId: 'c', purpose: 'p', channel: 'e', decision: 'granted', source: 's', actorKind: 'k', decidedAt: 'd', recordedAt: 'd', ipHash: null };
    const [joined, split] = [{ ...base, wordingVersion: 'a', actorId: null, evidence: '1:b,' }, { ...base, wordingVersion: 'a', actorId: '1:b,', evidence: null }];
    expect(consentContent(joined)).not.toBe(consentContent(split));
  });
});

describe('a chain of consent records', () => {
  it('is intact as it was sealed, in whatever pages it is read', () => {
    fc.assert(
      fc.property(chains, fc.integer({ min: 1, max: 9 }), (chain, perPage) => {
        let reached = CHAIN_START;
        for (let at = 0; at < chain.length; at += perPage) {
          const page = verifyLinks(reached, chain.slice(at, at + perPage));
          expect(page.intact).toBe(true);
          if (page.intact) reached = page.head;
        }
        expect(verifyEnd(reached, headOf(chain))).toEqual({ intact: true, head: headOf(chain) });
      }),
    );
    expect(verdict([], CHAIN_START)).toEqual({ intact: true, head: CHAIN_START });
  });

  it('names a record in which anything was changed', () => {
    fc.assert(
      fc.property(chainsAndPlaces, fc.constantFrom(...FIELDS), fc.option(text), ([chain, at], field, value) => {
        const record = chain[at] as SealedConsent;
        fc.pre(record[field] !== value);
        const forged = chain.with(at, { ...record, [field]: value } as SealedConsent);
        expect(verdict(forged, headOf(chain))).toEqual({ intact: false, seq: at + 1, because: 'changed' });
      }),
    );
  });

  it('names the place after a record that was changed and sealed anew, or the record itself at the end', () => {
    fc.assert(
      fc.property(chainsAndPlaces, text, ([chain, at], wordingVersion) => {
        const { hash: _hash, previousHash, ...facts } = chain[at] as SealedConsent;
        fc.pre(facts.wordingVersion !== wordingVersion);
        const forged = chain.with(at, sealConsent({ seq: at, hash: previousHash }, { ...facts, wordingVersion }));
        const last = at === chain.length - 1;
        expect(verdict(forged, headOf(chain))).toEqual({ intact: false, seq: last ? at + 1 : at + 2, because: last ? 'changed' : 'unlinked' });
      }),
    );
  });

  it('names a record that was removed, at the end too', () => {
    fc.assert(
      fc.property(chainsAndPlaces, ([chain, at]) => {
        expect(verdict(chain.toSpliced(at, 1), headOf(chain))).toEqual({ intact: false, seq: at + 1, because: 'missing' });
      }),
    );
  });

  it('names a record that was put in between or behind, also when those after it make room', () => {
    fc.assert(
      fc.property(chainsAndPlaces, said, ([chain, at], one) => {
        const forged = sealConsent({ seq: at, hash: (chain[at] as SealedConsent).previousHash }, { ...one, workspaceId: 'teas', seq: at + 1 });
        fc.pre(forged.hash !== chain[at]?.hash);
        expect(verdict(chain.toSpliced(at, 0, forged), headOf(chain))).toEqual({ intact: false, seq: at + 1, because: 'surplus' });
        const room = chain.toSpliced(at, 0, forged).map((record, index) => ({ ...record, seq: index + 1 }));
        expect(verdict(room, headOf(chain))).toEqual({ intact: false, seq: at + 2, because: 'changed' });
        const behind = sealConsent(headOf(chain), { ...one, workspaceId: 'teas', seq: chain.length + 1 });
        expect(verdict([...chain, behind], headOf(chain))).toEqual({ intact: false, seq: chain.length + 1, because: 'surplus' });
      }),
    );
  });

  it('names the first of two records that changed places, with or without their numbers', () => {
    fc.assert(
      fc.property(chainsAndTwoPlaces, ([chain, [i = 0, j = 0]]) => {
        const [first, second] = [chain[i] as SealedConsent, chain[j] as SealedConsent];
        expect(verdict(chain.with(i, second).with(j, first), headOf(chain))).toEqual({ intact: false, seq: i + 1, because: 'missing' });
        const numbersStay = chain.with(i, { ...second, seq: first.seq }).with(j, { ...first, seq: second.seq });
        expect(verdict(numbersStay, headOf(chain))).toEqual({ intact: false, seq: i + 1, because: 'changed' });
      }),
    );
  });
});
