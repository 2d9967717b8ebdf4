import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { BookRefund } from './book-refund.js';
import type { RefundView } from './refund.js';
import { RefundPayoutStore } from './refund-payout.store.js';
import { RefundStore } from './refund.store.js';

/** A payment did not take its money back: what is owed goes onto the balance instead. */
@Injectable()
export class PutRefundOnBalance {
  constructor(
    private readonly database: Database,
    private readonly refunds: RefundStore,
    private readonly payouts: RefundPayoutStore,
    private readonly book: BookRefund,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, id: string): Promise<RefundView> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const refund = await this.refunds.lock(tx, workspaceId, id);
      const all = await this.payouts.of(tx, workspaceId, id);
      const failed = all.filter(({ status }) => status === 'failed');
      if (failed.length === 0) throw new Refusal('refund-not-failed');
      for (const payout of failed) {
        await this.book.onBalance(tx, payout);
        const { stripeRefundId, failure } = payout;
        await this.payouts.change(tx, payout, { status: 'on-balance', stripeRefundId, failure, checkAt: null });
      }
      const open = all.some(({ status }) => status === 'sending' || status === 'pending');
      const now = this.clock.now();
      await this.refunds.setStatus(tx, refund, open ? 'sending' : 'done', open ? null : now);
      await this.refunds.keepForOperator(tx, { ...refund, status: 'done' }, 0, now);
      await this.audit.record(tx, workspaceId, {
        actor, command: 'put-refund-on-balance', subject: { kind: 'refund', id }, details: { amount: failed.reduce((sum, { amountMinor }) => sum + amountMinor, 0), currency: refund.currency },
      });
      return this.refunds.view(tx, workspaceId, id);
    });
  }
}
