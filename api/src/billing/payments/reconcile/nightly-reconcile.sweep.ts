import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { JobQueue, Sweep, type SweepHandler } from '../../../platform/jobs/index.js';
import { ReconcileStore } from './reconcile.store.js';
import { RECONCILE_PAYMENTS } from './reconcile-payments.job.js';

const A_DAY_MS = 24 * 60 * 60_000;
/** After midnight, UTC: the operator's night does not matter, only that it is once a day. */
const AT_MS = 2.5 * 60 * 60_000;

/** Compares our books with the provider's every night. */
@Injectable()
@Sweep('nightly-reconcile')
export class NightlyReconcile implements SweepHandler {
  constructor(
    private readonly database: Database,
    private readonly reports: ReconcileStore,
    private readonly jobs: JobQueue,
  ) {}

  async nextDue(after: Date): Promise<Date | null> {
    return new Date(slotBefore(after).getTime() + A_DAY_MS);
  }

  async run(now: Date): Promise<void> {
    await this.database.global(async (tx) => {
      const last = await this.reports.last(tx);
      if (last && last.startedAt >= slotBefore(now)) return;
      await this.jobs.enqueue(tx, RECONCILE_PAYMENTS, { complete: false }, { key: RECONCILE_PAYMENTS });
    });
  }
}

/** The newest night's hour that is not after `instant`. */
function slotBefore(instant: Date): Date {
  return new Date(Math.floor((instant.getTime() - AT_MS) / A_DAY_MS) * A_DAY_MS + AT_MS);
}
