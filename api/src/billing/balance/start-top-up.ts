import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import type { PaymentAttempt } from '../payments/payment-attempt.js';
import { StartCheckout } from '../payments/start-checkout.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { TopUpStore } from './top-up.store.js';

/** Opens a payment page for money onto the balance. */
@Injectable()
export class StartTopUp {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly topUps: TopUpStore,
    private readonly checkout: StartCheckout,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, amountMinor: number): Promise<PaymentAttempt> {
    const id = await this.database.inWorkspace(workspaceId, async (tx) => {
      const { currency } = await this.subscriptions.get(tx, workspaceId);
      const added = await this.topUps.add(tx, workspaceId, { kind: 'manual', currency, amountMinor }, this.clock.now());
      await this.audit.record(tx, workspaceId, { actor, command: 'start-top-up', subject: { kind: 'top-up', id: added }, details: { amount: amountMinor, currency } });
      return added;
    });
    return this.checkout.run(actor, workspaceId, { purpose: 'top-up', id });
  }
}
