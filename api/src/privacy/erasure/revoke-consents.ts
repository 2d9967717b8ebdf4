import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { ConsentStore } from '../consent.store.js';
import { RecordConsent } from '../record-consent.js';

/** Whoever is erased agrees to nothing any more. The records stay, under their number; a withdrawal follows each consent in force. */
@Injectable()
export class RevokeConsents {
  constructor(
    private readonly store: ConsentStore,
    private readonly recordConsent: RecordConsent,
  ) {}

  async run(tx: Tx, workspaceId: string, customerId: string, actor: Actor): Promise<void> {
    for (const { purpose, channel, decision, wordingVersion } of await this.store.inForce(tx, workspaceId, customerId)) {
      if (decision === 'withdrawn') continue;
      await this.recordConsent.run(tx, { workspaceId, customerIds: [customerId], purpose, channel, decision: 'withdrawn', wordingVersion, source: 'staff', actor, evidence: 'erasure' });
    }
  }
}
