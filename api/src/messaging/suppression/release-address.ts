import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { SuppressionStore } from './suppression.store.js';

/** Takes an address off the list, with a reason. */
@Injectable()
export class ReleaseAddress {
  constructor(
    private readonly store: SuppressionStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string, id: string, because: string, actor: Actor): Promise<void> {
    if (!(await this.store.release(tx, workspaceId, id, because, this.clock.now()))) throw new Refusal('not-suppressed');
    await this.audit.record(tx, workspaceId, { actor, command: 'release-address', subject: { kind: 'suppression', id } });
  }
}
