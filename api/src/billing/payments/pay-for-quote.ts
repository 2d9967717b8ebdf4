import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { BookSale } from '../balance/book-sale.js';
import { IssueInvoice } from '../invoices/issue-invoice.js';
import type { PaidWith } from '../invoices/paid-with.js';
import { SEND_RECEIPT } from '../invoices/send-receipt.job.js';
import { PlanStore } from '../plans/plan.store.js';
import { CarryOutQuote } from '../quotes/carry-out-quote.js';
import { CheckQuote } from '../quotes/check-quote.js';
import { payableOf, presentQuote } from '../quotes/quote.js';
import { QuoteStore } from '../quotes/quote.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { type Fulfilled, type Payable, type PayableLine, type PayablePurpose, PayablePurposes } from './payable.js';
import type { PaymentAttempt } from './payment-attempt.js';

/** The purpose "quote": what was offered is what is charged, and what the money bought is put on an invoice. */
@Injectable()
export class PayForQuote implements PayablePurpose, OnModuleInit {
  constructor(
    private readonly purposes: PayablePurposes,
    private readonly quotes: QuoteStore,
    private readonly check: CheckQuote,
    private readonly carryOut: CarryOutQuote,
    private readonly plans: PlanStore,
    private readonly bookSale: BookSale,
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
    await this.check.run(tx, s, quote);
    if (quote.totalMinor === 0) throw new Refusal('quote-is-free');
    return { purpose: 'quote', id, place: payableOf(quote), currency: quote.currency, amountMinor: quote.totalMinor };
  }

  async lines(tx: Tx, workspaceId: string, id: string): Promise<readonly PayableLine[]> {
    const quote = await this.quotes.get(tx, workspaceId, id);
    const plan = await this.plans.version(tx, quote.planCode, quote.planVersion);
    const { locale } = await this.workspaces.get(tx, workspaceId);
    const { from, paidThrough } = presentQuote(quote, plan.name, null);
    const lines = [{ name: `Perennial ${plan.name[locale]}, ${from} – ${paidThrough}`, amountMinor: quote.netMinor }];
    return quote.taxMinor > 0 ? [...lines, { name: locale === 'zh-CN' ? '税额' : 'Tax', amountMinor: quote.taxMinor }] : lines;
  }

  async fulfil(tx: Tx, s: Subscription, attempt: PaymentAttempt, paidWith: PaidWith | null): Promise<Fulfilled | null> {
    const quote = await this.quotes.get(tx, s.workspaceId, attempt.payableId);
    const done = await this.carryOut.run(tx, quote, this.clock.now());
    if (!done) return null;
    await this.bookSale.run(tx, attempt, { net: quote.netMinor, tax: quote.taxMinor });
    const invoice = await this.invoices.prepare(tx, done.subscription, quote, done.lines, attempt.id, paidWith);
    await this.jobs.enqueue(tx, SEND_RECEIPT, { workspaceId: s.workspaceId, invoiceId: invoice.id });
    return {
      subscription: done.subscription,
      invoiceId: invoice.id,
      details: { quoteId: quote.id, bought: quote.purpose },
      last: () => this.invoices.number(tx, invoice),
    };
  }
}
