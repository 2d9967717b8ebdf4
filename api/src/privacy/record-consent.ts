import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../platform/audit/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import type { NewConsent } from './consent.js';
import { ConsentChainStore } from './consent-chain.store.js';
import { ConsentStore } from './consent.store.js';
import { IpHashes } from './ip-hashes.js';

/**
 * Adds a decision to the proof. A repeated decision is a line of its own: that somebody said so twice is a fact too.
 * From here to the commit nobody else records one in this workspace, so a transaction does it once and late.
 */
@Injectable()
export class RecordConsent {
  constructor(
    private readonly store: ConsentStore,
    private readonly chain: ConsentChainStore,
    private readonly ipHashes: IpHashes,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, consent: NewConsent): Promise<void> {
    if (consent.customerIds.length === 0) return;
    if (consent.decision === 'withdrawn') await this.store.lockExclusive(tx, consent.customerIds);
    const { workspaceId, customerIds, decidedAt, ip, ...said } = consent;
    const now = this.clock.now();
    const ipHash = ip === undefined ? null : this.ipHashes.of(workspaceId, ip);
    await this.chain.append(tx, workspaceId, customerIds, { ...said, decidedAt: decidedAt ?? now, recordedAt: now, ipHash });
    const [only, ...others] = consent.customerIds;
    await this.audit.record(tx, consent.workspaceId, {
      actor: consent.actor,
      command: 'record-consent',
      subject: others.length === 0 && only !== undefined ? { kind: 'customer', id: only } : { kind: 'customers', id: consent.source },
      details: { purpose: consent.purpose, channel: consent.channel, decision: consent.decision, source: consent.source, customers: consent.customerIds.length },
    });
  }
}
