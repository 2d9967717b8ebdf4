import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';
import { SettlePayment } from './settle-payment.js';
import { type StripeEvent, StripeEventStore } from './stripe-event.store.js';

export const APPLY_STRIPE_EVENT = 'apply-stripe-event';

/** An event is a hint to look again at the attempt it names; what it says itself may be old. */
@Injectable()
@Job(APPLY_STRIPE_EVENT)
export class ApplyStripeEvent implements JobHandler<{ readonly eventId: string }> {
  constructor(
    private readonly database: Database,
    private readonly events: StripeEventStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly settle: SettlePayment,
    private readonly clock: Clock,
  ) {}

  async run({ eventId }: { readonly eventId: string }): Promise<void> {
    const event = await this.database.global((tx) => this.events.findWaiting(tx, eventId));
    if (!event) return;
    const outcome = (await this.apply(event)) ? 'applied' : 'ignored';
    await this.database.global((tx) => this.events.close(tx, eventId, outcome, this.clock.now()));
  }

  private async apply({ workspaceHint, attemptHint }: StripeEvent): Promise<boolean> {
    if (workspaceHint === null || attemptHint === null) return false;
    const known = await this.database.inWorkspace(workspaceHint, (tx) => this.attempts.find(tx, workspaceHint, attemptHint));
    if (!known) return false;
    await this.settle.run(workspaceHint, attemptHint);
    return true;
  }
}
