import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invoiceNumber, type PricedLine } from '@perennial/billing';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { SavedCardStore } from '../payments/cards/saved-card.store.js';
import { PaymentAttemptStore } from '../payments/payment-attempt.store.js';
import { PlanStore } from '../plans/plan.store.js';
import type { StoredQuote } from '../quotes/quote.js';
import { RefundPolicyStore } from '../refunds/refund-policy.store.js';
import { BillingPartyStore } from '../subscriptions/billing-party.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { PreparedInvoice } from './invoice.js';
import { InvoiceStore } from './invoice.store.js';
import type { PaidWith } from './paid-with.js';
import { SellerStore } from './seller.store.js';

/** Writes the invoice of a paid quote. */
@Injectable()
export class IssueInvoice {
  constructor(
    private readonly invoices: InvoiceStore,
    private readonly sellers: SellerStore,
    private readonly parties: BillingPartyStore,
    private readonly plans: PlanStore,
    private readonly policies: RefundPolicyStore,
    private readonly workspaces: WorkspaceSettings,
    private readonly attempts: PaymentAttemptStore,
    private readonly cards: SavedCardStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Everything but the number.
   * @param lines the quote's, with the days that were given: a late payment may have moved them since
   * @param toldWith what it was paid with, where the payment page was told; our own cards and the balance we know ourselves
   */
  async prepare(tx: Tx, s: Subscription, quote: StoredQuote, lines: readonly PricedLine[], attemptId: string, toldWith: PaidWith | null = null): Promise<PreparedInvoice> {
    const seller = await this.sellers.find(tx);
    if (!seller) throw new Refusal('seller-not-named');
    const { legalName, address, taxId, country, language } = await this.parties.profile(tx, s.workspaceId);
    const locale = language ?? (await this.workspaces.get(tx, s.workspaceId)).locale;
    const plan = await this.plans.version(tx, quote.planCode, quote.planVersion);
    return {
      workspaceId: s.workspaceId,
      id: randomUUID(),
      series: seller.series,
      issuedAt: this.clock.now(),
      attemptId,
      locale,
      currency: quote.currency,
      netMinor: quote.netMinor,
      taxMinor: quote.taxMinor,
      totalMinor: quote.totalMinor,
      // What the buyer saw when the offer was made.
      refundPolicyVersion: (await this.policies.inForce(tx, quote.createdAt)).version,
      document: {
        seller: { legalName: seller.legalName, address: seller.address, taxId: seller.taxId },
        buyer: { legalName, address, taxId, country },
        planName: plan.name[locale],
        timeZone: s.timeZone,
        taxMode: quote.taxMode,
        taxRateBasisPoints: quote.taxRateBasisPoints,
        lines,
        paidWith: toldWith ?? (await this.ownMeans(tx, s.workspaceId, attemptId)),
      },
    };
  }

  private async ownMeans(tx: Tx, workspaceId: string, attemptId: string): Promise<PaidWith | null> {
    const { method, cardId } = await this.attempts.get(tx, workspaceId, attemptId);
    if (method === 'balance') return { kind: 'balance' };
    if (cardId === null) return null;
    const { brand, last4 } = await this.cards.get(tx, workspaceId, cardId);
    return { kind: 'card', brand, last4 };
  }

  /** Numbers the invoice and stores it. Nothing may follow it in the transaction: the counter is locked until the commit. */
  async number(tx: Tx, { series, ...prepared }: PreparedInvoice): Promise<void> {
    const year = prepared.issuedAt.getUTCFullYear();
    const sequence = await this.invoices.takeNumber(tx, series, year, prepared.id);
    await this.invoices.add(tx, { ...prepared, number: invoiceNumber(series, year, sequence) });
  }
}
