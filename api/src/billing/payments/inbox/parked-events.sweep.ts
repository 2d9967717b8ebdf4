import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { JobQueue, Sweep, type SweepHandler } from '../../../platform/jobs/index.js';
import { APPLY_STRIPE_EVENT } from './apply-stripe-event.job.js';
import { StripeEventStore } from './stripe-event.store.js';

/** Takes parked events up again. */
@Injectable()
@Sweep('parked-events')
export class ParkedEvents implements SweepHandler {
  constructor(
    private readonly database: Database,
    private readonly events: StripeEventStore,
    private readonly jobs: JobQueue,
  ) {}

  async nextDue(after: Date): Promise<Date | null> {
    return this.database.global((tx) => this.events.nextTry(tx, after));
  }

  async run(now: Date): Promise<void> {
    await this.database.global(async (tx) => {
      for (const eventId of await this.events.toTry(tx, now)) await this.jobs.enqueue(tx, APPLY_STRIPE_EVENT, { eventId }, { key: `${APPLY_STRIPE_EVENT}:${eventId}` });
    });
  }
}
