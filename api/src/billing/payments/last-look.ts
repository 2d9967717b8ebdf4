import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { AutoRenewalStore } from './auto-renewal/auto-renewal.store.js';
import { PayablePurposes } from './payable.js';
import type { PaymentAttempt } from './payment-attempt.js';

/** Asked right before money is taken: is it still owed, and is the debit still wanted? */
@Injectable()
export class LastLook {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly purposes: PayablePurposes,
    private readonly renewals: AutoRenewalStore,
  ) {}

  /** Refuses by name when the attempt must not be charged any more. */
  async orRefuse(tx: Tx, attempt: PaymentAttempt): Promise<void> {
    const s = await this.subscriptions.get(tx, attempt.workspaceId);
    await this.purposes.of(attempt).owed(tx, s, attempt.payableId);
    if (attempt.debitStep === null) return;
    const renewal = await this.renewals.find(tx, attempt.workspaceId);
    if (!renewal?.enabled || s.cancelAtEnd || s.canceledAt !== null) throw new Refusal('payment-not-open');
  }

  async allows(tx: Tx, attempt: PaymentAttempt): Promise<boolean> {
    try {
      await this.orRefuse(tx, attempt);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }
}
