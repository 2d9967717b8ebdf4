import { Injectable } from '@nestjs/common';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';
import { StripeClient } from './stripe.js';

export const REFUND_SURPLUS = 'refund-surplus';

interface Surplus extends Record<string, unknown> {
  readonly workspaceId: string;
  readonly attemptId: string;
}

/** Sends a second payment for the same renewal back where it came from. */
@Injectable()
@Job(REFUND_SURPLUS)
export class RefundSurplus implements JobHandler<Surplus> {
  constructor(
    private readonly database: Database,
    private readonly attempts: PaymentAttemptStore,
    private readonly stripe: StripeClient,
    private readonly audit: AuditTrail,
  ) {}

  async run({ workspaceId, attemptId }: Surplus): Promise<void> {
    const attempt = await this.database.inWorkspace(workspaceId, (tx) => this.attempts.get(tx, workspaceId, attemptId));
    if (attempt.status !== 'surplus' || attempt.stripePaymentIntentId === null) return;
    const refund = await this.stripe.api.refunds.create(
      { payment_intent: attempt.stripePaymentIntentId, reason: 'duplicate', metadata: { attempt_id: attemptId } },
      { idempotencyKey: `refund-surplus-${attemptId}` },
    );
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.attempts.change(tx, attempt, { status: 'refunded' });
      await this.audit.record(tx, workspaceId, {
        actor: SYSTEM, command: 'refund-surplus', subject: { kind: 'payment', id: attemptId }, details: { refundId: refund.id, amount: attempt.amountMinor },
      });
    });
  }
}
