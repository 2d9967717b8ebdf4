import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Renewal, renewalOn } from '@perennial/billing';
import { addDays } from '@perennial/calendar';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { IssueInvoice } from '../invoices/issue-invoice.js';
import { SEND_RECEIPT } from '../invoices/send-receipt.job.js';
import { type PricedPlan, PlanStore } from '../plans/plan.store.js';
import { payableOf, type StoredQuote } from '../quotes/quote.js';
import { QuoteStore } from '../quotes/quote.store.js';
import { SubscriberStore } from '../subscriptions/subscriber.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { type Fulfilled, type Payable, type PayableLine, type PayablePurpose, PayablePurposes } from './payable.js';
import type { PaymentAttempt } from './payment-attempt.js';

/** The purpose "quote": what was offered is what is charged, and the money extends the paid time and is put on an invoice. */
@Injectable()
export class PayForQuote implements PayablePurpose, OnModuleInit {
  constructor(
    private readonly purposes: PayablePurposes,
    private readonly subscriptions: SubscriptionStore,
    private readonly subscribers: SubscriberStore,
    private readonly quotes: QuoteStore,
    private readonly plans: PlanStore,
    private readonly invoices: IssueInvoice,
    private readonly workspaces: WorkspaceSettings,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.purposes.register('quote', this);
  }

  async owed(tx: Tx, s: Subscription, id: string): Promise<Payable> {
    const quote = await this.quotes.get(tx, s.workspaceId, id);
    if (quote.afterPeriodNo !== s.lastPeriodNo) throw new Refusal('quote-superseded');
    if (quote.expiresAt <= this.clock.now()) throw new Refusal('quote-expired');
    return { purpose: 'quote', id, place: payableOf(quote), currency: quote.currency, amountMinor: quote.totalMinor };
  }

  async lines(tx: Tx, workspaceId: string, id: string): Promise<readonly PayableLine[]> {
    const quote = await this.quotes.get(tx, workspaceId, id);
    const plan = await this.plans.version(tx, quote.planCode, quote.planVersion);
    const { locale } = await this.workspaces.get(tx, workspaceId);
    const from = quote.lines[0]?.from ?? '';
    const through = addDays(quote.lines.at(-1)?.until ?? from, -1);
    const lines = [{ name: `Perennial ${plan.name[locale]}, ${from} – ${through}`, amountMinor: quote.netMinor }];
    return quote.taxMinor > 0 ? [...lines, { name: locale === 'zh-CN' ? '税额' : 'Tax', amountMinor: quote.taxMinor }] : lines;
  }

  async fulfil(tx: Tx, s: Subscription, attempt: PaymentAttempt): Promise<Fulfilled | null> {
    const quote = await this.quotes.get(tx, s.workspaceId, attempt.payableId);
    if (quote.afterPeriodNo !== s.lastPeriodNo) return null;
    const price = await this.plans.sold(tx, quote.priceId);
    const renewal = renewalOn(s, quote, quote.basis, this.clock.now());
    const renewed = await this.extend(tx, s, quote, price, renewal);
    const invoice = await this.invoices.prepare(tx, renewed, quote, renewal, attempt.id);
    await this.jobs.enqueue(tx, SEND_RECEIPT, { workspaceId: s.workspaceId, invoiceId: invoice.id });
    return {
      subscription: renewed,
      invoiceId: invoice.id,
      details: { from: renewal.start, until: renewal.end },
      last: () => this.invoices.number(tx, invoice),
    };
  }

  private async extend(tx: Tx, s: Subscription, quote: StoredQuote, price: PricedPlan, renewal: Renewal): Promise<Subscription> {
    const last = renewal.terms.at(-1);
    if (!last) throw new Error('A renewal without terms');
    const renewed: Subscription = {
      ...s,
      planCode: price.planCode,
      planVersion: price.planVersion,
      interval: price.interval,
      graceDays: price.graceDays,
      retentionDays: price.retentionDays,
      anchor: last.anchor,
      endsAtMonths: last.toMonths,
      endsOn: last.end,
      trial: false,
      cancelAtEnd: false,
      canceledAt: null,
      lastPeriodNo: s.lastPeriodNo + renewal.terms.length,
      soldAt: this.clock.now(),
    };
    await this.subscriptions.update(tx, renewed);
    await this.subscriptions.addPeriods(
      tx,
      renewed,
      renewal.terms.map((term, i) => ({
        periodNo: s.lastPeriodNo + 1 + i,
        kind: 'paid',
        anchor: term.anchor,
        fromMonths: term.fromMonths,
        toMonths: term.toMonths,
        startsOn: term.start,
        endsOn: term.end,
        netMinor: quote.lines[i]?.net ?? 0,
        quoteId: quote.id,
      })),
    );
    await this.subscribers.put(tx, renewed);
    return renewed;
  }
}
