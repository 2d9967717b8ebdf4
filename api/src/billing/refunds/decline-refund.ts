import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import type { RefundView } from './refund.js';
import { RefundStore } from './refund.store.js';

/** Says no to a refund, with the reason the workspace reads. */
@Injectable()
export class DeclineRefund {
  constructor(
    private readonly database: Database,
    private readonly refunds: RefundStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, id: string, comment: string): Promise<RefundView> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const refund = await this.refunds.lock(tx, workspaceId, id);
      if (refund.status !== 'requested') throw new Refusal('refund-decided');
      const now = this.clock.now();
      await this.refunds.decide(tx, refund, {
        status: 'declined', netMinor: null, taxMinor: null, paidBackMinor: null, daysTakenBack: null, decision: comment, decidedAt: now, settledAt: now,
      });
      await this.refunds.keepForOperator(tx, { ...refund, status: 'declined' }, 0, now);
      await this.audit.record(tx, workspaceId, { actor, command: 'decline-refund', subject: { kind: 'refund', id } });
      return this.refunds.view(tx, workspaceId, id);
    });
  }
}
