import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { JobQueue, Sweep, type SweepHandler } from '../../platform/jobs/index.js';
import { SubscriberStore } from '../subscriptions/subscriber.store.js';
import { BILLING_DAY } from './billing-day.job.js';

/** Finds the workspaces whose plan has something due. */
@Injectable()
@Sweep('billing-days')
export class BillingDays implements SweepHandler {
  constructor(
    private readonly database: Database,
    private readonly subscribers: SubscriberStore,
    private readonly jobs: JobQueue,
  ) {}

  async nextDue(after: Date): Promise<Date | null> {
    return this.database.global((tx) => this.subscribers.nextDue(tx, after));
  }

  async run(now: Date): Promise<void> {
    await this.database.global((tx) => this.jobs.enqueueRows(tx, BILLING_DAY, this.subscribers.dueRows(`${BILLING_DAY}:`), [now]));
  }
}
