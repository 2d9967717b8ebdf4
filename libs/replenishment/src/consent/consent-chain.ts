import { createHash } from 'node:crypto';

/** One decision as it is sealed, each value in the very text that is hashed, so that anybody can do the sum again. */
export interface ConsentFacts {
  readonly workspaceId: string;
  /** 1, 2, 3, … in each workspace, without a gap. */
  readonly seq: number;
  readonly id: string;
  readonly customerId: string;
  readonly purpose: string;
  readonly channel: string;
  readonly decision: string;
  readonly wordingVersion: string;
  readonly source: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  /** UTC to the microsecond: `2027-03-01T09:00:00.000000Z`. */
  readonly decidedAt: string;
  readonly recordedAt: string;
  /** 64 hexadecimal digits; null when no address was told. */
  readonly ipHash: string | null;
  readonly evidence: string | null;
}

export interface SealedConsent extends ConsentFacts {
  /** The hash of the record before: 64 hexadecimal digits, zeros for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** How far a chain reaches. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/**
 * What is wrong at a place of the chain. `missing`: no record stands there. `changed`: the record no longer fits its own hash.
 * `unlinked`: it fits its hash, but does not follow from the record before. `surplus`: nothing should stand there.
 */
export type ChainFault = 'missing' | 'changed' | 'unlinked' | 'surplus';

export type ChainVerdict =
  | { readonly intact: true; readonly head: ChainHead }
  | { readonly intact: false; readonly seq: number; readonly because: ChainFault };

const FORM = 'perennial-consent-1';

/** Where every chain starts. */
export const CHAIN_START: ChainHead = { seq: 0, hash: '0'.repeat(64) };

/** The rule of the chain in words, as every proof carries it: whoever holds a proof can check it without this program. */
export const CHAIN_RULE =
  'hash = SHA-256, in hexadecimal digits, of previousHash followed by the content, both as UTF-8. The content is ' +
  `"${FORM}", workspaceId, seq, id, customerId, purpose, channel, decision, wordingVersion, source, actorKind, actorId, decidedAt, recordedAt, ` +
  'ipHash and evidence, each written as its length in bytes, a colon, the value and a comma ("5:email,"); a value that is null is written "-,". ' +
  'previousHash is the hash of the record with the seq before, or 64 zeros for seq 1.';

/**
 * The text of a record that is hashed after the hash before it. Each value stands with its length in bytes, so two different
 * records never have the same text. The function `consent_content` in the database writes the same one; a spec compares them.
 * @example consentContent(record) // '19:perennial-consent-1,36:0190…,1:7,…,-,'
 */
export function consentContent(facts: ConsentFacts): string {
  const { workspaceId, seq, id, customerId, purpose, channel, decision, wordingVersion, source, actorKind, actorId, decidedAt, recordedAt, ipHash, evidence } = facts;
  const values = [FORM, workspaceId, String(seq), id, customerId, purpose, channel, decision, wordingVersion, source, actorKind, actorId, decidedAt, recordedAt, ipHash, evidence];
  return values.map(withLength).join('');
}

/** Puts a record on the end of a chain. Its seq must be the next one. */
export function sealConsent(head: ChainHead, facts: ConsentFacts): SealedConsent {
  return { ...facts, previousHash: head.hash, hash: hashOf(head.hash, facts) };
}

/**
 * Follows a chain from `from` over the records that come next, in the order of their seq. A long chain is read in pages: each
 * page goes on from the head the one before it reached.
 * @returns the head that was reached, or the first place that is broken
 */
export function verifyLinks(from: ChainHead, records: Iterable<SealedConsent>): ChainVerdict {
  let head = from;
  for (const record of records) {
    const because = faultOf(head, record);
    if (because) return { intact: false, seq: because === 'surplus' ? record.seq : head.seq + 1, because };
    head = { seq: record.seq, hash: record.hash };
  }
  return { intact: true, head };
}

/** Whether a chain ends where it should: records taken off its end leave nothing behind that would show it but the head kept apart. */
export function verifyEnd(reached: ChainHead, head: ChainHead): ChainVerdict {
  if (reached.seq < head.seq) return { intact: false, seq: reached.seq + 1, because: 'missing' };
  if (reached.seq > head.seq) return { intact: false, seq: head.seq + 1, because: 'surplus' };
  return reached.hash === head.hash ? { intact: true, head } : { intact: false, seq: head.seq, because: 'changed' };
}

function faultOf(head: ChainHead, record: SealedConsent): ChainFault | null {
  if (record.seq > head.seq + 1) return 'missing';
  if (record.seq <= head.seq) return 'surplus';
  if (hashOf(record.previousHash, record) !== record.hash) return 'changed';
  return record.previousHash === head.hash ? null : 'unlinked';
}

function hashOf(previousHash: string, facts: ConsentFacts): string {
  return createHash('sha256').update(previousHash + consentContent(facts), 'utf8').digest('hex');
}

function withLength(value: string | null): string {
  return value === null ? '-,' : `${Buffer.byteLength(value, 'utf8')}:${value},`;
}
