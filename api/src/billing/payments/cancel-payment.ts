import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { isLive, type PaymentAttempt } from './payment-attempt.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';
import { ProviderPayments } from './provider/provider-payments.js';
import { SettlePayment } from './settle-payment.js';

/** Closes the payment page of an attempt. If it was paid at the last moment, it counts as paid. */
@Injectable()
export class CancelPayment {
  constructor(
    private readonly database: Database,
    private readonly attempts: PaymentAttemptStore,
    private readonly provider: ProviderPayments,
    private readonly settle: SettlePayment,
    private readonly audit: AuditTrail,
  ) {}

  async run(actor: Actor, workspaceId: string, attemptId: string): Promise<PaymentAttempt> {
    const attempt = await this.database.inWorkspace(workspaceId, (tx) => this.attempts.get(tx, workspaceId, attemptId));
    if (!isLive(attempt)) return attempt;
    const closed = await this.settle.apply(attempt, await this.provider.close(attempt), attempt.debitStep === null ? 'expired' : 'canceled');
    await this.database.inWorkspace(workspaceId, (tx) =>
      this.audit.record(tx, workspaceId, { actor, command: 'cancel-payment', subject: { kind: 'payment', id: attemptId }, details: { status: closed.status } }),
    );
    return closed;
  }
}
