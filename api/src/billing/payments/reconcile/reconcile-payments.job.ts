import { Injectable, Logger } from '@nestjs/common';
import type Stripe from 'stripe';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { Job, type JobHandler } from '../../../platform/jobs/index.js';
import { isBooked, isLive, type PaymentAttempt } from '../payment-attempt.js';
import { PaymentAttemptStore } from '../payment-attempt.store.js';
import { ProviderPayments } from '../provider/provider-payments.js';
import { isMissing, StripeClient } from '../provider/stripe.js';
import { SettlePayment } from '../settle-payment.js';
import { ProviderBookingStore } from './provider-booking.store.js';
import { type NewFinding, type ReconcileRun, ReconcileStore } from './reconcile.store.js';

export const RECONCILE_PAYMENTS = 'reconcile-payments';

interface Wanted extends Record<string, unknown> {
  /** Everything the provider still lists, not only what is new. */
  readonly complete: boolean;
}

const PAGE = 100;
const Ours = z.object({ workspace_id: z.uuid(), attempt_id: z.uuid() });
type Ours = z.infer<typeof Ours>;

/**
 * Compares what the provider lists with what we have booked, both ways. What was paid and is not booked is booked by the same
 * function that webhooks use; what cannot be explained is written down for a person.
 */
@Injectable()
@Job(RECONCILE_PAYMENTS)
export class ReconcilePayments implements JobHandler<Wanted> {
  private readonly log = new Logger('billing');

  constructor(
    private readonly database: Database,
    private readonly stripe: StripeClient,
    private readonly attempts: PaymentAttemptStore,
    private readonly bookings: ProviderBookingStore,
    private readonly reports: ReconcileStore,
    private readonly settle: SettlePayment,
    private readonly provider: ProviderPayments,
    private readonly clock: Clock,
  ) {}

  async run({ complete }: Wanted): Promise<void> {
    const before = await this.database.global((tx) => this.reports.last(tx, true));
    const run = await this.database.global((tx) => this.reports.start(tx, complete || before === null, this.clock.now()));
    const paid = await this.comparePayments(run);
    await this.closeStrayPages(run);
    await this.compareBookings(run, run.complete ? null : (before?.startedAt ?? null), paid);
    await this.database.global((tx) => this.reports.finish(tx, run, paid.size, this.clock.now()));
  }

  /** Theirs against ours, the newest first. @returns the payments seen that are paid */
  private async comparePayments(run: ReconcileRun): Promise<Set<string>> {
    const paid = new Set<string>();
    let page: Stripe.PaymentIntent[] = [];
    for await (const intent of this.stripe.api.paymentIntents.list({ limit: PAGE })) {
      page.push(intent);
      if (page.length < PAGE) continue;
      // A whole page without anything new to us: what is older was compared before.
      if (!(await this.comparePage(run, page, paid)) && !run.complete) return paid;
      page = [];
    }
    await this.comparePage(run, page, paid);
    return paid;
  }

  /** @returns whether there was anything on it that had not been booked */
  private async comparePage(run: ReconcileRun, intents: readonly Stripe.PaymentIntent[], paid: Set<string>): Promise<boolean> {
    const succeeded = intents.filter(({ status }) => status === 'succeeded');
    for (const { id } of succeeded) paid.add(id);
    const booked = await this.database.global((tx) => this.bookings.booked(tx, succeeded.map(({ id }) => id)));
    const open = succeeded.filter(({ id }) => !booked.has(id));
    for (const intent of open) await this.placePayment(run, intent);
    return open.length > 0;
  }

  private async placePayment(run: ReconcileRun, intent: Stripe.PaymentIntent): Promise<void> {
    const ours = Ours.safeParse(intent.metadata);
    // Other programs may share the account.
    if (!ours.success) return;
    const attempt = await this.find(ours.data);
    const details = { amount: intent.amount_received, currency: intent.currency.toUpperCase() };
    if (!attempt) return this.note(run, 'unknown-payment', intent.id, ours.data, details);
    const finding = await this.book(attempt);
    return this.note(run, finding.kind, intent.id, ours.data, { ...details, ...finding.details });
  }

  private async book(attempt: PaymentAttempt): Promise<Pick<NewFinding, 'kind' | 'details'>> {
    try {
      const settled = await this.settle.run(attempt.workspaceId, attempt.id);
      return { kind: isBooked(settled) ? 'booked-late' : 'not-booked', details: { was: attempt.status, status: settled.status } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { kind: error.code === 'payment-differs' ? 'amount-differs' : 'not-booked', details: { ...error.details, because: error.code } };
    }
  }

  /** Pages that are open for something that is decided already: nobody shall pay there. */
  private async closeStrayPages(run: ReconcileRun): Promise<void> {
    for await (const session of this.stripe.api.checkout.sessions.list({ status: 'open', limit: PAGE })) {
      const ours = Ours.safeParse(session.metadata);
      if (!ours.success) continue;
      const attempt = await this.find(ours.data);
      if (!attempt || isLive(attempt)) continue;
      await this.settle.apply(attempt, await this.provider.close({ ...attempt, stripeSessionId: session.id }));
      await this.note(run, 'page-closed', session.id, ours.data, { status: attempt.status });
    }
  }

  /** Ours against theirs: what we have given away was paid for. */
  private async compareBookings(run: ReconcileRun, from: Date | null, paid: ReadonlySet<string>): Promise<void> {
    const booked = await this.database.global((tx) => this.bookings.since(tx, from));
    for (const { paymentIntentId, workspaceHint, attemptHint, amountMinor, currency } of booked) {
      if (paid.has(paymentIntentId)) continue;
      const intent = await this.stripe.api.paymentIntents.retrieve(paymentIntentId).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      if (intent?.status === 'succeeded') continue;
      await this.note(run, 'not-at-provider', paymentIntentId, { workspace_id: workspaceHint, attempt_id: attemptHint }, { amount: amountMinor, currency, status: intent?.status ?? 'missing' });
    }
  }

  private async find({ workspace_id: workspaceId, attempt_id: id }: Ours): Promise<PaymentAttempt | null> {
    return this.database.inWorkspace(workspaceId, (tx) => this.attempts.find(tx, workspaceId, id));
  }

  private async note(run: ReconcileRun, kind: NewFinding['kind'], objectId: string, ours: Ours, details: NewFinding['details']): Promise<void> {
    this.log.warn({ kind, objectId, attemptId: ours.attempt_id }, 'our books and the provider’s differ');
    await this.database.global((tx) =>
      this.reports.add(tx, { runId: run.id, kind, objectId, workspaceHint: ours.workspace_id, attemptHint: ours.attempt_id, details }, this.clock.now()),
    );
  }
}
