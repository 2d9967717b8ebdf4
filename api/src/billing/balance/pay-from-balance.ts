import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { CancelPayment } from '../payments/cancel-payment.js';
import { FulfilPayment } from '../payments/fulfil-payment.js';
import { PayablePurposes } from '../payments/payable.js';
import type { PaymentAttempt } from '../payments/payment-attempt.js';
import { PaymentAttemptStore } from '../payments/payment-attempt.store.js';
import { QuoteStore } from '../quotes/quote.store.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';

const NO_PROVIDER = { sessionId: null, paymentIntentId: null } as const;

/** Pays a confirmed quote from the balance: money and days change hands in one transaction, or neither does. */
@Injectable()
export class PayFromBalance {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly quotes: QuoteStore,
    private readonly purposes: PayablePurposes,
    private readonly attempts: PaymentAttemptStore,
    private readonly cancel: CancelPayment,
    private readonly fulfil: FulfilPayment,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `balance-too-low`, and as a checkout does what is no longer to be paid. An open page for the same renewal is closed first. */
  async run(actor: Actor, workspaceId: string, quoteId: string, hash: string): Promise<PaymentAttempt> {
    const paid = await this.pay(actor, workspaceId, quoteId, hash);
    if (!('inTheWay' in paid)) return paid;
    const other = await this.cancel.run(actor, workspaceId, paid.inTheWay);
    if (other.status === 'succeeded') throw new Refusal('already-renewed');
    const again = await this.pay(actor, workspaceId, quoteId, hash);
    if ('inTheWay' in again) throw new Refusal('payment-under-way');
    return again;
  }

  private async pay(actor: Actor, workspaceId: string, quoteId: string, hash: string): Promise<PaymentAttempt | { readonly inTheWay: string }> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, workspaceId);
      const quote = await this.quotes.get(tx, workspaceId, quoteId);
      if (quote.hash !== hash) throw new Refusal('quote-hash-mismatch');
      const payable = await this.purposes.of({ purpose: 'quote' }).owed(tx, s, quoteId);
      const live = await this.attempts.findOpen(tx, workspaceId, payable.place);
      if (live) return { inTheWay: live.id };
      const attempt = await this.attempts.add(tx, { workspaceId, method: 'balance', checkAt: null, createdAt: this.clock.now() }, payable);
      if (!attempt) throw new Refusal('payment-under-way');
      await this.audit.record(tx, workspaceId, {
        actor, command: 'pay-from-balance', subject: { kind: 'payment', id: attempt.id }, details: { quoteId, amount: payable.amountMinor, currency: payable.currency },
      });
      return this.fulfil.run(tx, s, attempt, NO_PROVIDER);
    });
  }
}
