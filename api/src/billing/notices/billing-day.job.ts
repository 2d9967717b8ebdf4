import { Injectable, Logger } from '@nestjs/common';
import { SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Job, type JobHandler, JobQueue } from '../../platform/jobs/index.js';
import { ExpireCredit } from '../balance/expire-credit.js';
import { TopUpAutomatically } from '../balance/top-up-automatically.js';
import { RenewAutomatically } from '../payments/auto-renewal/renew-automatically.js';
import { CancelPayment } from '../payments/cancel-payment.js';
import { isLive, type PaymentAttempt } from '../payments/payment-attempt.js';
import { PaymentAttemptStore } from '../payments/payment-attempt.store.js';
import { SettlePayment } from '../payments/settle-payment.js';
import { RefundPayoutStore } from '../refunds/refund-payout.store.js';
import { SEND_REFUND } from '../refunds/send-refund.job.js';
import { KeepSubscription } from '../subscriptions/keep-subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { GiveNotices } from './give-notices.js';
import { ScheduleBilling } from './schedule-billing.js';

export const BILLING_DAY = 'billing-day';

const LOOK_AGAIN_MS = 10 * 60_000;
const LOOK_DAILY_AT_LEAST_MS = 24 * 60 * 60_000;
const UNPAID_AFTER_MS = 2 * 60 * 60_000;

/** Everything a workspace's plan has waiting at this moment: payments nobody told us the end of, the debit and the notice that are due, credit that expires, a state that time has changed. */
@Injectable()
@Job(BILLING_DAY)
export class BillingDay implements JobHandler<{ readonly workspaceId: string }> {
  private readonly log = new Logger('billing');

  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly notices: GiveNotices,
    private readonly expireCredit: ExpireCredit,
    private readonly payouts: RefundPayoutStore,
    private readonly jobs: JobQueue,
    private readonly settle: SettlePayment,
    private readonly cancel: CancelPayment,
    private readonly renew: RenewAutomatically,
    private readonly topUp: TopUpAutomatically,
    private readonly keep: KeepSubscription,
    private readonly schedule: ScheduleBilling,
    private readonly clock: Clock,
  ) {}

  async run({ workspaceId }: { readonly workspaceId: string }): Promise<void> {
    const toCheck = await this.database.inWorkspace(workspaceId, (tx) => this.attempts.toCheck(tx, workspaceId, this.clock.now()));
    for (const attempt of toCheck) await this.reconcile(attempt);
    await this.renew.run(workspaceId);
    await this.topUp.run(workspaceId);
    await this.lookAfterRefunds(workspaceId);
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const locked = await this.subscriptions.lock(tx, workspaceId);
      const s = await this.keep.run(tx, locked, locked, SYSTEM);
      await this.expireCredit.run(tx, s);
      await this.notices.run(tx, s);
      await this.schedule.run(tx, s);
    });
  }

  // A provider that does not answer must not keep notices waiting: refunds are jobs of their own.
  private async lookAfterRefunds(workspaceId: string): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      for (const refundId of await this.payouts.toCheck(tx, workspaceId, this.clock.now())) {
        await this.jobs.enqueue(tx, SEND_REFUND, { workspaceId, refundId }, { key: `${SEND_REFUND}:${refundId}` });
      }
    });
  }

  // A process may have died between the payment and the webhook, or before it wrote down the page it had opened. What cannot be
  // settled now is looked at again: neither a provider that is down nor one payment for a person to look into ends the day for the rest.
  private async reconcile(attempt: PaymentAttempt): Promise<void> {
    const now = this.clock.now();
    const seen = await this.settled(attempt, now).catch((error: unknown) => {
      this.log.warn({ err: error, attemptId: attempt.id }, 'a payment could not be settled yet');
      return null;
    });
    // One that waits for the customer says itself until when.
    if (seen && (!isLive(seen) || seen.status === 'needs-action')) return;
    await this.database.inWorkspace(attempt.workspaceId, (tx) => this.attempts.change(tx, seen ?? attempt, { checkAt: nextLook(attempt, now) }));
  }

  private async settled({ workspaceId, id, createdAt, method, status }: PaymentAttempt, now: Date): Promise<PaymentAttempt> {
    // A page that nobody pays on is closed. A debit is none that anybody could have walked away from: it is carried through.
    const walkedAway = method === 'checkout' || status === 'needs-action';
    const unpaid = walkedAway && now.getTime() - createdAt.getTime() >= UNPAID_AFTER_MS;
    return unpaid ? this.cancel.run(SYSTEM, workspaceId, id) : this.settle.run(workspaceId, id);
  }
}

// The longer it takes, the less it matters to know at once; the webhook says it anyway, and the nightly comparison.
function nextLook({ createdAt }: PaymentAttempt, now: Date): Date {
  const quarterOfItsAge = (now.getTime() - createdAt.getTime()) / 4;
  return new Date(now.getTime() + Math.min(Math.max(LOOK_AGAIN_MS, quarterOfItsAge), LOOK_DAILY_AT_LEAST_MS));
}
