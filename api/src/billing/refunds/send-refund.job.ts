import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { ProviderRequests } from '../payments/provider/provider-requests.js';
import { isDefiniteNo, StripeClient } from '../payments/provider/stripe.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { BookRefund } from './book-refund.js';
import type { RefundPayoutRecord, RefundRecord } from './refund.js';
import { RefundPayoutStore } from './refund-payout.store.js';
import { RefundStore } from './refund.store.js';

export const SEND_REFUND = 'send-refund';

const LOOK_AGAIN_MS = 60 * 60_000;
/** A card's bank may send a refund back days after it was accepted. */
const STILL_MAY_RETURN_MS = 10 * 24 * LOOK_AGAIN_MS;

interface RefundDue extends Record<string, unknown> {
  readonly workspaceId: string;
  readonly refundId: string;
}

/** What Stripe knows about one way of a refund. */
interface Seen {
  readonly stripeRefundId: string | null;
  readonly status: 'pending' | 'sent' | 'failed';
  readonly failure: string | null;
}

/** Sends money back to the payments it came from and writes down what became of it. Asked again, it looks and sends nothing twice. */
@Injectable()
@Job(SEND_REFUND)
export class SendRefund implements JobHandler<RefundDue> {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly refunds: RefundStore,
    private readonly payouts: RefundPayoutStore,
    private readonly book: BookRefund,
    private readonly stripe: StripeClient,
    private readonly requests: ProviderRequests,
    private readonly schedule: ScheduleBilling,
    private readonly clock: Clock,
  ) {}

  async run({ workspaceId, refundId }: RefundDue): Promise<void> {
    const payouts = await this.database.inWorkspace(workspaceId, (tx) => this.payouts.of(tx, workspaceId, refundId));
    for (const payout of payouts) {
      if (payout.paymentIntentId === null || payout.status === 'failed' || payout.status === 'on-balance') continue;
      const seen = await this.look(payout);
      await this.database.inWorkspace(workspaceId, (tx) => this.note(tx, payout, seen));
    }
  }

  private async look(payout: RefundPayoutRecord): Promise<Seen> {
    try {
      return seenOf(await this.stripe.api.refunds.retrieve(payout.stripeRefundId ?? (await this.ensure(payout))));
    } catch (error) {
      if (!isDefiniteNo(error)) throw error;
      return { stripeRefundId: payout.stripeRefundId, status: 'failed', failure: error.code ?? error.type };
    }
  }

  private async ensure(payout: RefundPayoutRecord): Promise<string> {
    return this.requests.once(payout.workspaceId, `refund-${payout.refundId}-${payout.payoutNo}`, {
      look: () => this.made(payout),
      make: (idempotencyKey) => this.make(payout, idempotencyKey),
    });
  }

  private async made({ refundId, payoutNo, paymentIntentId }: RefundPayoutRecord): Promise<string | null> {
    for await (const { id, metadata } of this.stripe.api.refunds.list({ payment_intent: paymentIntentId ?? '', limit: 100 })) {
      if (metadata?.['refund_id'] === refundId && metadata['payout_no'] === String(payoutNo)) return id;
    }
    return null;
  }

  private async make({ workspaceId, refundId, payoutNo, paymentIntentId, amountMinor }: RefundPayoutRecord, idempotencyKey: string): Promise<string> {
    const { id } = await this.stripe.api.refunds.create(
      { payment_intent: paymentIntentId ?? '', amount: amountMinor, metadata: { workspace_id: workspaceId, refund_id: refundId, payout_no: payoutNo } },
      { idempotencyKey },
    );
    return id;
  }

  private async note(tx: Tx, payout: RefundPayoutRecord, seen: Seen): Promise<void> {
    const { workspaceId, refundId } = payout;
    const s = await this.subscriptions.lock(tx, workspaceId);
    const refund = await this.refunds.lock(tx, workspaceId, refundId);
    const current = await this.payouts.lock(tx, payout);
    if (current.status === 'failed' || current.status === 'on-balance') return;
    const now = this.clock.now();
    await this.payouts.change(tx, payout, { ...seen, checkAt: nextLook(seen, refund, now) });
    if (seen.status === 'sent') await this.book.sent(tx, payout);
    if (seen.status === 'failed') await this.book.returned(tx, payout);
    await this.conclude(tx, refund, now);
    await this.schedule.run(tx, s);
  }

  private async conclude(tx: Tx, refund: RefundRecord, now: Date): Promise<void> {
    const all = await this.payouts.of(tx, refund.workspaceId, refund.id);
    const failed = all.filter(({ status }) => status === 'failed');
    const open = all.some(({ status }) => status === 'sending' || status === 'pending');
    const status = failed.length > 0 ? 'failed' : open ? 'sending' : 'done';
    if (status === refund.status) return;
    await this.refunds.setStatus(tx, refund, status, status === 'done' ? now : null);
    await this.refunds.keepForOperator(tx, { ...refund, status }, failed.reduce((sum, { amountMinor }) => sum + amountMinor, 0), now);
  }
}

function seenOf(refund: Stripe.Refund): Seen {
  const status = refund.status === 'succeeded' ? 'sent' : refund.status === 'failed' || refund.status === 'canceled' ? 'failed' : 'pending';
  return { stripeRefundId: refund.id, status, failure: status === 'failed' ? (refund.failure_reason ?? refund.status) : null };
}

function nextLook({ status }: Seen, { decidedAt }: RefundRecord, now: Date): Date | null {
  if (status === 'failed') return null;
  if (status === 'pending') return new Date(now.getTime() + LOOK_AGAIN_MS);
  const last = new Date((decidedAt ?? now).getTime() + STILL_MAY_RETURN_MS);
  return now < last ? last : null;
}
