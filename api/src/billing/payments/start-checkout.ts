import { Injectable, Logger } from '@nestjs/common';
import type { PaymentPurpose } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { CancelPayment } from './cancel-payment.js';
import { PayablePurposes } from './payable.js';
import { isBooked, isLive, type PaymentAttempt } from './payment-attempt.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';
import { CheckoutSessions } from './provider/checkout-sessions.js';
import type { ProviderState } from './provider/provider-state.js';
import { isDefiniteNo } from './provider/stripe.js';
import { SettlePayment } from './settle-payment.js';

const FIRST_CHECK_MS = 10 * 60_000;

/** What somebody wants to pay. */
export interface WantedPayable {
  readonly purpose: PaymentPurpose;
  readonly id: string;
  /** The consent under which the card that pays is kept; null or left out when it is not. */
  readonly cardConsentId?: string | null;
}

/**
 * Opens the payment page for what somebody wants to pay. Asking twice gives the same page. A page that is open for another
 * quote of the same renewal is closed first, so that only one can ever be paid.
 */
@Injectable()
export class StartCheckout {
  private readonly log = new Logger('billing');

  constructor(
    private readonly database: Database,
    private readonly purposes: PayablePurposes,
    private readonly subscriptions: SubscriptionStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly sessions: CheckoutSessions,
    private readonly cancel: CancelPayment,
    private readonly settle: SettlePayment,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, wanted: WantedPayable): Promise<PaymentAttempt> {
    const attempt = await this.claim(actor, workspaceId, wanted);
    if (paysFor(attempt, wanted)) {
      const page = await this.open(attempt);
      // It had run out at the provider, and nobody had told us: the payer gets a new one.
      return page ?? this.openOwn(actor, workspaceId, wanted);
    }
    const other = await this.cancel.run(actor, workspaceId, attempt.id);
    if (other.status === 'succeeded') throw new Refusal('already-renewed');
    return this.openOwn(actor, workspaceId, wanted);
  }

  private async openOwn(actor: Actor, workspaceId: string, wanted: WantedPayable): Promise<PaymentAttempt> {
    const attempt = await this.claim(actor, workspaceId, wanted);
    const page = paysFor(attempt, wanted) ? await this.open(attempt) : null;
    // Meanwhile somebody has closed it for another quote.
    if (!page) throw new Refusal('payment-under-way');
    return page;
  }

  /** The live attempt for the payable's place: a new one, or the one that holds it. */
  private async claim(actor: Actor, workspaceId: string, wanted: WantedPayable): Promise<PaymentAttempt> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, workspaceId);
      const payable = await this.purposes.of(wanted).owed(tx, s, wanted.id);
      const live = await this.attempts.findOpen(tx, workspaceId, payable.place);
      if (live) return live;
      const now = this.clock.now();
      const checkAt = new Date(now.getTime() + FIRST_CHECK_MS);
      const added = await this.attempts.add(tx, { workspaceId, method: 'checkout', cardConsentId: wanted.cardConsentId ?? null, checkAt, createdAt: now }, payable);
      if (!added) throw new Refusal('payment-under-way');
      await this.schedule.run(tx, s);
      const { purpose, id, amountMinor: amount, currency } = payable;
      await this.audit.record(tx, workspaceId, { actor, command: 'start-checkout', subject: { kind: 'payment', id: added.id }, details: { purpose, id, amount, currency } });
      return added;
    });
  }

  /** The attempt with its page open; null when nothing can be paid on it any more. */
  private async open(attempt: PaymentAttempt): Promise<PaymentAttempt | null> {
    const current = await this.settle.apply(attempt, await this.sessionOf(attempt));
    if (isBooked(current)) throw new Refusal('already-renewed');
    if (!isLive(current)) return null;
    if (current.status !== 'open') throw new Refusal('payment-under-way');
    return current;
  }

  private async sessionOf(attempt: PaymentAttempt): Promise<ProviderState> {
    try {
      return await this.sessions.ensure(attempt);
    } catch (error) {
      this.log.warn({ err: error, attemptId: attempt.id }, 'no payment page');
      if (isDefiniteNo(error)) await this.fail(attempt, error.code ?? error.type);
      throw new Refusal('payment-provider-down');
    }
  }

  private async fail(attempt: PaymentAttempt, lastFailure: string): Promise<void> {
    await this.database.inWorkspace(attempt.workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, attempt.workspaceId);
      const current = await this.attempts.get(tx, attempt.workspaceId, attempt.id);
      if (!isLive(current)) return;
      await this.attempts.change(tx, current, { status: 'failed', lastFailure, checkAt: null, settledAt: this.clock.now() });
      await this.schedule.run(tx, s);
    });
  }
}

// A page of another method is not the page that was asked for, even when it is for the same quote; nor is one that keeps the card
// when that was not agreed to.
function paysFor(attempt: PaymentAttempt, { purpose, id, cardConsentId = null }: WantedPayable): boolean {
  return attempt.method === 'checkout' && attempt.purpose === purpose && attempt.payableId === id && (attempt.cardConsentId === null) === (cardConsentId === null);
}
