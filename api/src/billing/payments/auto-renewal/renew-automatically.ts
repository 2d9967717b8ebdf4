import { Injectable, Logger } from '@nestjs/common';
import { serviceLimits } from '@perennial/billing';
import { startOfDay } from '@perennial/calendar';
import { AuditTrail, SYSTEM } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database, type Tx } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { MakeQuote } from '../../quotes/make-quote.js';
import { payableOf } from '../../quotes/quote.js';
import type { Subscription } from '../../subscriptions/subscription.js';
import { SubscriptionStore } from '../../subscriptions/subscription.store.js';
import { PayablePurposes } from '../payable.js';
import { isLive, type PaymentAttempt } from '../payment-attempt.js';
import { PaymentAttemptStore } from '../payment-attempt.store.js';
import { SettlePayment } from '../settle-payment.js';
import { TellPayer } from '../tell-payer.js';
import { AutoRenewalStore } from './auto-renewal.store.js';
import { PlanDebit } from './plan-debit.js';

const FIRST_CHECK_MS = 10 * 60_000;

/**
 * Takes the step of the ladder that is due, if one is. The intent to charge is on record before the provider is asked, so that
 * a process that dies in between is continued by the next look and not repeated.
 */
@Injectable()
export class RenewAutomatically {
  private readonly log = new Logger('billing');

  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly renewals: AutoRenewalStore,
    private readonly plan: PlanDebit,
    private readonly quotes: MakeQuote,
    private readonly purposes: PayablePurposes,
    private readonly settle: SettlePayment,
    private readonly tell: TellPayer,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string): Promise<void> {
    const attempt = await this.database.inWorkspace(workspaceId, async (tx) => this.claim(tx, await this.subscriptions.lock(tx, workspaceId)));
    if (!attempt) return;
    try {
      const seen = await this.settle.run(workspaceId, attempt.id);
      if (attempt.status === 'needs-action' && seen.status === 'needs-action') await this.remind(seen);
    } catch (error) {
      // Nobody knows whether it was charged. The attempt stays open, and the next look asks the provider.
      this.log.warn({ err: error, attemptId: attempt.id }, 'the outcome of a debit is not known yet');
    }
  }

  private async claim(tx: Tx, s: Subscription): Promise<PaymentAttempt | null> {
    const { renewable, decision } = await this.plan.run(tx, s);
    const live = await this.attempts.findOpen(tx, s.workspaceId, payableOf(s));
    // The debit that waits for the customer takes this step's place: they are asked again.
    if (live) return live.status === 'needs-action' && live.debitStep !== null ? live : null;
    if (decision.kind !== 'debit' || !renewable.card) return null;
    try {
      return await this.attempt(tx, s, renewable.card.id, decision.step);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.renewals.hold(tx, s.workspaceId, decision.step, error.code);
      return null;
    }
  }

  private async remind(attempt: PaymentAttempt): Promise<void> {
    const { workspaceId } = attempt;
    await this.database.inWorkspace(workspaceId, async (tx) => this.tell.toConfirm(tx, await this.subscriptions.get(tx, workspaceId), attempt));
  }

  private async attempt(tx: Tx, s: Subscription, cardId: string, debitStep: string): Promise<PaymentAttempt | null> {
    const now = this.clock.now();
    const quote = await this.quotes.forAutomaticRenewal(tx, s, lastMomentOf(s));
    const payable = await this.purposes.of({ purpose: 'quote' }).owed(tx, s, quote.id);
    const added = await this.attempts.add(
      tx,
      { workspaceId: s.workspaceId, method: 'saved-card', cardId, debitStep, checkAt: new Date(now.getTime() + FIRST_CHECK_MS), createdAt: now },
      payable,
    );
    if (!added || !isLive(added)) return null;
    await this.audit.record(tx, s.workspaceId, {
      actor: SYSTEM, command: 'renew-automatically', subject: { kind: 'payment', id: added.id },
      details: { quoteId: quote.id, step: debitStep, amount: payable.amountMinor, currency: payable.currency },
    });
    return added;
  }
}

// The price is kept for as long as the customer may still confirm: until the service stops.
function lastMomentOf(s: Subscription): Date {
  return startOfDay(serviceLimits(s)?.graceEndsOn ?? s.anchor, s.timeZone);
}
