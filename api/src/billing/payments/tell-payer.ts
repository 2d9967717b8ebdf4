import { Inject, Injectable } from '@nestjs/common';
import { judgeDecline, serviceAt } from '@perennial/billing';
import { dayIn } from '@perennial/calendar';
import { QueueMessage } from '../../messaging/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { billingPage } from '../billing-links.js';
import { PlanStore } from '../plans/plan.store.js';
import { BillingPartyStore } from '../subscriptions/billing-party.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { PlanDebit } from './auto-renewal/plan-debit.js';
import { SavedCardStore } from './cards/saved-card.store.js';
import { ConfirmationLinks } from './confirmation/confirmation-links.js';
import type { PaymentAttempt } from './payment-attempt.js';

/** Mails the first contact what became of a payment nobody was present at. Word of success is the receipt, after the money. */
@Injectable()
export class TellPayer {
  constructor(
    private readonly parties: BillingPartyStore,
    private readonly plans: PlanStore,
    private readonly workspaces: WorkspaceSettings,
    private readonly cards: SavedCardStore,
    private readonly plan: PlanDebit,
    private readonly links: ConfirmationLinks,
    private readonly messages: QueueMessage,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The debit failed: until when the service runs, and whether it is tried again. */
  async failed(tx: Tx, s: Subscription, attempt: PaymentAttempt): Promise<void> {
    const facts = await this.facts(tx, s, attempt);
    if (!facts) return;
    const { decision } = await this.plan.run(tx, s);
    await this.messages.run(tx, {
      ...facts.message,
      template: 'payment-failed',
      variables: {
        ...facts.variables,
        nextTryOn: decision.next ? dayIn(decision.next, s.timeZone) : null,
        forGood: judgeDecline(attempt.lastFailure) === 'never',
        billingUrl: billingPage(this.settings.publicUrl, s.workspaceId),
      },
      dedupeKey: `payment-failed:${attempt.id}`,
    });
  }

  /** An automatic top-up failed. It may fail every hour; one word a day is enough. */
  async topUpFailed(tx: Tx, s: Subscription, attempt: PaymentAttempt): Promise<void> {
    const facts = await this.facts(tx, s, attempt);
    if (!facts) return;
    const { workspaceName, total, cardLast4 } = facts.variables;
    await this.messages.run(tx, {
      ...facts.message,
      template: 'top-up-failed',
      variables: { workspaceName, total, cardLast4, billingUrl: billingPage(this.settings.publicUrl, s.workspaceId) },
      dedupeKey: `top-up-failed:${s.workspaceId}:${dayIn(this.clock.now(), s.timeZone)}`,
    });
  }

  /** Money has come onto the balance: by hand or by itself, its receipt. The invoice comes with what it is spent on. */
  async toppedUp(tx: Tx, s: Subscription, attempt: PaymentAttempt, available: number): Promise<void> {
    const facts = await this.facts(tx, s, attempt);
    if (!facts) return;
    const { workspaceName, total, cardLast4 } = facts.variables;
    await this.messages.run(tx, {
      ...facts.message,
      template: 'top-up-receipt',
      variables: { workspaceName, total, available: { amount: available, currency: attempt.currency }, cardLast4, billingUrl: billingPage(this.settings.publicUrl, s.workspaceId) },
      dedupeKey: `top-up-receipt:${attempt.id}`,
    });
  }

  /** The bank wants the customer to confirm: the link leads to the same payment. Asked again on each further day of the ladder. */
  async toConfirm(tx: Tx, s: Subscription, attempt: PaymentAttempt): Promise<void> {
    const facts = await this.facts(tx, s, attempt);
    if (!facts) return;
    await this.messages.run(tx, {
      ...facts.message,
      template: 'payment-confirm',
      variables: { ...facts.variables, confirmUrl: this.links.urlFor(attempt.workspaceId, attempt.id) },
      dedupeKey: `payment-confirm:${attempt.id}:${dayIn(this.clock.now(), s.timeZone)}`,
    });
  }

  /** They had paid and left the page, and hours or days later the wallet or the bank said no. */
  async declinedLater(tx: Tx, s: Subscription, attempt: PaymentAttempt): Promise<void> {
    await this.ofMoney(tx, s, attempt, 'payment-declined-later');
  }

  /** Two payments for one thing both succeeded; the second belongs to the payer. */
  async surplus(tx: Tx, s: Subscription, attempt: PaymentAttempt): Promise<void> {
    await this.ofMoney(tx, s, attempt, 'payment-surplus');
  }

  private async ofMoney(tx: Tx, s: Subscription, attempt: PaymentAttempt, template: 'payment-declined-later' | 'payment-surplus'): Promise<void> {
    const facts = await this.facts(tx, s, attempt);
    if (!facts) return;
    const { workspaceName, total } = facts.variables;
    await this.messages.run(tx, {
      ...facts.message,
      template,
      variables: { workspaceName, total, billingUrl: billingPage(this.settings.publicUrl, s.workspaceId) },
      dedupeKey: `${template}:${attempt.id}`,
    });
  }

  private async facts(tx: Tx, s: Subscription, attempt: PaymentAttempt) {
    const [contact] = await this.parties.contacts(tx, s.workspaceId);
    if (!contact) return null;
    const plan = await this.plans.version(tx, s.planCode, s.planVersion);
    const { paidThrough, graceThrough } = serviceAt(s, this.clock.now());
    const card = attempt.cardId === null ? null : await this.cards.get(tx, s.workspaceId, attempt.cardId);
    return {
      message: { workspaceId: s.workspaceId, purpose: 'notice' as const, channel: 'email' as const, customerId: null, to: contact.email, locale: contact.locale },
      variables: {
        workspaceName: (await this.workspaces.get(tx, s.workspaceId)).name,
        planName: plan.name[contact.locale],
        total: { amount: attempt.amountMinor, currency: attempt.currency },
        cardLast4: card?.last4 ?? '',
        paidThrough: paidThrough ?? dayIn(this.clock.now(), s.timeZone),
        graceThrough: graceThrough !== paidThrough ? graceThrough : null,
      },
    };
  }
}
