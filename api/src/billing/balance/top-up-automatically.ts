import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { PayablePurposes } from '../payments/payable.js';
import type { PaymentAttempt } from '../payments/payment-attempt.js';
import { PaymentAttemptStore } from '../payments/payment-attempt.store.js';
import { SettlePayment } from '../payments/settle-payment.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { PlanTopUp } from './plan-top-up.js';
import { TopUpStore } from './top-up.store.js';

const FIRST_CHECK_MS = 10 * 60_000;

/**
 * Fills the balance up from the saved card when the rule says so. The intent to charge is on record before the provider is asked,
 * and counts as money on its way from then on.
 */
@Injectable()
export class TopUpAutomatically {
  private readonly log = new Logger('billing');

  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly plan: PlanTopUp,
    private readonly topUps: TopUpStore,
    private readonly purposes: PayablePurposes,
    private readonly attempts: PaymentAttemptStore,
    private readonly settle: SettlePayment,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string): Promise<void> {
    const attempt = await this.database.inWorkspace(workspaceId, async (tx) => this.claim(tx, await this.subscriptions.lock(tx, workspaceId)));
    if (!attempt) return;
    try {
      await this.settle.run(workspaceId, attempt.id);
    } catch (error) {
      // Nobody knows whether it was charged. The attempt stays open, and the next look asks the provider.
      this.log.warn({ err: error, attemptId: attempt.id }, 'the outcome of a top-up is not known yet');
    }
  }

  private async claim(tx: Tx, s: Subscription): Promise<PaymentAttempt | null> {
    const { decision, card } = await this.plan.run(tx, s);
    if (decision.kind !== 'charge' || !card) return null;
    const { workspaceId, currency } = s;
    const now = this.clock.now();
    const id = await this.topUps.add(tx, workspaceId, { kind: 'automatic', currency, amountMinor: decision.amount }, now);
    const payable = await this.purposes.of({ purpose: 'top-up' }).owed(tx, s, id);
    const attempt = await this.attempts.add(
      tx, { workspaceId, method: 'saved-card', cardId: card.id, debitStep: null, cardConsentId: null, checkAt: new Date(now.getTime() + FIRST_CHECK_MS), createdAt: now }, payable,
    );
    await this.audit.record(tx, workspaceId, { actor: SYSTEM, command: 'top-up-automatically', subject: { kind: 'top-up', id }, details: { amount: decision.amount, currency } });
    return attempt;
  }
}
