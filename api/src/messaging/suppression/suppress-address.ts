import { Injectable } from '@nestjs/common';
import type { Suppression } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { SuppressionStore } from './suppression.store.js';

/** Puts an address on the list of those that get no reminders. An address already on it stays as it is. */
@Injectable()
export class SuppressAddress {
  constructor(
    private readonly store: SuppressionStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string, entry: Pick<Suppression, 'channel' | 'address' | 'reason' | 'source'>, actor: Actor): Promise<void> {
    const id = await this.store.add(tx, workspaceId, entry, this.clock.now());
    if (id === null) return;
    const { channel, reason, source } = entry;
    await this.audit.record(tx, workspaceId, { actor, command: 'suppress-address', subject: { kind: 'suppression', id }, details: { channel, reason, source } });
  }
}
