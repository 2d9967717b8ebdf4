import { Injectable } from '@nestjs/common';
import type { RequestRefund as RequestRefundInput } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import type { RefundView } from './refund.js';
import { RefundStore } from './refund.store.js';
import { WeighRefund } from './weigh-refund.js';

/** Asks for money back, naming the clause that gives it. An operator decides. */
@Injectable()
export class RequestRefund {
  constructor(
    private readonly database: Database,
    private readonly weigh: WeighRefund,
    private readonly refunds: RefundStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, { invoiceId, clause, reason, net }: RequestRefundInput): Promise<RefundView> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const { invoice, refundable } = await this.weigh.run(tx, workspaceId, invoiceId, clause);
      const most = refundable.reduce((all, amount) => all + amount, 0);
      if (most === 0) throw new Refusal('nothing-refundable');
      const askedNetMinor = net ?? most;
      if (askedNetMinor > most) throw new Refusal('refund-too-large', { refundable: most });
      const { refundPolicyVersion: policyVersion, currency } = invoice;
      const requestedAt = this.clock.now();
      const id = await this.refunds.add(tx, { workspaceId, invoiceId, clause, policyVersion, reason, currency, askedNetMinor, requestedAt });
      if (id === null) throw new Refusal('refund-under-way');
      await this.refunds.keepForOperator(tx, { workspaceId, id, status: 'requested', currency, clause }, askedNetMinor, requestedAt);
      await this.audit.record(tx, workspaceId, { actor, command: 'request-refund', subject: { kind: 'refund', id }, details: { invoiceId, clause, net: askedNetMinor, currency } });
      return this.refunds.view(tx, workspaceId, id);
    });
  }
}
