import { Injectable } from '@nestjs/common';
import type { ConsentChannel, ConsentRecord } from '@perennial/contract/admin';
import type { Actor } from '../platform/audit/index.js';
import type { Tx } from '../platform/database/index.js';
import { ConsentStore } from './consent.store.js';
import { RecordConsent } from './record-consent.js';

export interface MergedPerson {
  readonly workspaceId: string;
  /** Who goes, and who stays. */
  readonly from: string;
  readonly into: string;
  readonly actor: Actor;
  /** Whether who stays is reached where who goes was: leave to write to one address is none for another. */
  readonly sameAddress: Readonly<Record<ConsentChannel, boolean>>;
}

/**
 * Two customers are one person: the stricter of their decisions is in force. Nothing is rewritten: records stay under the id they
 * were given under, and a new one of the person who stays names the other as its evidence.
 */
@Injectable()
export class MergeConsents {
  constructor(
    private readonly store: ConsentStore,
    private readonly recordConsent: RecordConsent,
  ) {}

  async run(tx: Tx, { workspaceId, from, into, actor, sameAddress }: MergedPerson): Promise<void> {
    const own = await this.store.inForce(tx, workspaceId, into);
    for (const theirs of await this.store.inForce(tx, workspaceId, from)) {
      const mine = own.find(({ purpose, channel }) => purpose === theirs.purpose && channel === theirs.channel);
      if (!takesOver(theirs, mine, sameAddress[theirs.channel])) continue;
      const { purpose, channel, decision, wordingVersion, decidedAt, seq } = theirs;
      const evidence = `merge: record ${seq} of customer ${from}`;
      // A withdrawal holds from now on, whatever was agreed to in between; a consent is as old as it is.
      const since = decision === 'granted' ? { decidedAt: new Date(decidedAt) } : {};
      await this.recordConsent.run(tx, { workspaceId, customerIds: [into], purpose, channel, decision, wordingVersion, source: 'staff', actor, evidence, ...since });
    }
  }
}

function takesOver(theirs: ConsentRecord, mine: ConsentRecord | undefined, sameAddress: boolean): boolean {
  if (theirs.decision === 'withdrawn') return mine?.decision !== 'withdrawn';
  return mine === undefined && sameAddress;
}
