import { Injectable } from '@nestjs/common';
import { creditLines, creditNote, grantedPart, type NetAndTax, type Payout, payouts, spreadRefund } from '@perennial/billing';
import type { ApproveRefund as ApproveRefundInput } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { LedgerStore } from '../balance/ledger.store.js';
import { IssueCreditNote } from '../invoices/credit-notes/issue-credit-note.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { PaymentAttemptStore } from '../payments/payment-attempt.store.js';
import { TakeBackTime } from '../subscriptions/take-back-time.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { BookRefund } from './book-refund.js';
import type { RefundRecord, RefundView } from './refund.js';
import { RefundPayoutStore } from './refund-payout.store.js';
import { RefundStore } from './refund.store.js';
import { SEND_REFUND } from './send-refund.job.js';
import { WeighRefund, type WeighedRefund } from './weigh-refund.js';

/** A provider that does not answer is asked again by the sweep. */
const FIRST_CHECK_MS = 10 * 60_000;

interface Decision {
  readonly comment: string;
  readonly daysTakenBack: number | null;
}

/** Grants a refund: the credit note, what is owed back, and the ways it leaves, in one transaction. The money itself leaves after it. */
@Injectable()
export class ApproveRefund {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly takeBack: TakeBackTime,
    private readonly weigh: WeighRefund,
    private readonly refunds: RefundStore,
    private readonly payoutStore: RefundPayoutStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly ledger: LedgerStore,
    private readonly book: BookRefund,
    private readonly creditNotes: IssueCreditNote,
    private readonly schedule: ScheduleBilling,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, id: string, { net, comment, endsService }: ApproveRefundInput): Promise<RefundView> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.subscriptions.lock(tx, workspaceId);
      const refund = await this.refunds.lock(tx, workspaceId, id);
      if (refund.status !== 'requested') throw new Refusal('refund-decided');
      await this.ledger.lock(tx, workspaceId, refund.currency);
      const weighed = await this.weigh.run(tx, workspaceId, refund.invoiceId, refund.clause, refund.requestedAt);
      const lines = decidedLines(weighed, net ?? refund.askedNetMinor);
      const granted = await this.grantedOf(tx, weighed, total(lines));
      const ways = await this.ways(tx, weighed, total(lines) - granted);
      const note = await this.creditNotes.prepare(tx, weighed.invoice, { refundId: id, lines, granted, policyVersion: refund.policyVersion, clause: weighed.clause });
      const taken = endsService ? await this.takeBack.run(tx, actor, workspaceId) : null;
      await this.settle(tx, refund, lines, granted, ways, { comment, daysTakenBack: taken && taken.paidDays + taken.grantedDays });
      await this.schedule.run(tx, await this.subscriptions.get(tx, workspaceId));
      await this.audit.record(tx, workspaceId, {
        actor, command: 'approve-refund', subject: { kind: 'refund', id },
        details: { net: note.netMinor, tax: note.taxMinor, paidBack: total(lines) - granted, currency: refund.currency },
      });
      // Last of all: the counter of the credit notes stays locked from here to the commit.
      await this.creditNotes.number(tx, note);
    });
    return this.database.inWorkspace(workspaceId, (tx) => this.refunds.view(tx, workspaceId, id));
  }

  private async grantedOf(tx: Tx, { invoice, notes }: WeighedRefund, amount: number): Promise<number> {
    const granted = await this.ledger.grantedIn(tx, invoice.workspaceId, invoice.attemptId);
    const before = { amount: notes.reduce((all, { totalMinor }) => all + totalMinor, 0), granted: notes.reduce((all, { grantedMinor }) => all + grantedMinor, 0) };
    return grantedPart(invoice.totalMinor, granted, amount, before, invoice.currency);
  }

  private async ways(tx: Tx, { invoice }: WeighedRefund, amount: number): Promise<Payout[]> {
    const { stripePaymentIntentId: paymentIntentId, amountMinor } = await this.attempts.get(tx, invoice.workspaceId, invoice.attemptId);
    if (paymentIntentId === null) return payouts(amount, []);
    const givenBack = await this.payoutStore.givenBack(tx, invoice.workspaceId, paymentIntentId);
    return payouts(amount, [{ paymentIntentId, left: amountMinor - givenBack }]);
  }

  private async settle(tx: Tx, refund: RefundRecord, lines: readonly NetAndTax[], granted: number, ways: readonly Payout[], { comment, daysTakenBack }: Decision): Promise<void> {
    const { workspaceId, id, currency } = refund;
    const now = this.clock.now();
    const netMinor = lines.reduce((all, line) => all + line.net, 0);
    const taxMinor = lines.reduce((all, line) => all + line.tax, 0);
    const deferred = await this.ledger.accountBalance(tx, workspaceId, currency, 'deferred_revenue');
    await this.ledger.post(tx, workspaceId, { kind: 'credit-note', source: id, currency, lines: creditNote({ net: netMinor, tax: taxMinor }, deferred, granted), at: now });
    const leaves = ways.some(({ paymentIntentId }) => paymentIntentId !== null);
    const status = leaves ? 'sending' : 'done';
    await this.refunds.decide(tx, refund, {
      status, netMinor, taxMinor, paidBackMinor: netMinor + taxMinor - granted, daysTakenBack, decision: comment, decidedAt: now, settledAt: leaves ? null : now,
    });
    await this.payoutStore.add(tx, refund, ways, new Date(now.getTime() + FIRST_CHECK_MS));
    for (const payout of await this.payoutStore.of(tx, workspaceId, id)) if (payout.status === 'on-balance') await this.book.onBalance(tx, payout);
    await this.refunds.keepForOperator(tx, { ...refund, status }, 0, now);
    if (leaves) await this.jobs.enqueue(tx, SEND_REFUND, { workspaceId, refundId: id }, { key: `${SEND_REFUND}:${id}` });
  }
}

/** What is decided, spread over the lines as far as the clause reaches, and where it says less than an operator grants, over what is left of them. */
function decidedLines({ lines, refundable, invoice }: WeighedRefund, net: number): NetAndTax[] {
  const left = lines.map((line) => line.net - line.creditedNet);
  const byClause = refundable.reduce((all, amount) => all + amount, 0);
  const most = left.reduce((all, amount) => all + amount, 0);
  if (most === 0) throw new Refusal('nothing-refundable');
  if (net > most) throw new Refusal('refund-too-large', { refundable: most });
  return creditLines(lines, spreadRefund(net, net <= byClause ? refundable : left, invoice.currency), invoice.currency);
}

function total(lines: readonly NetAndTax[]): number {
  return lines.reduce((all, { net, tax }) => all + net + tax, 0);
}
