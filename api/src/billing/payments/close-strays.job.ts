import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { CancelPayment } from './cancel-payment.js';
import { CLOSE_STRAYS } from './fulfil-payment.js';
import { PaymentAttemptStore } from './payment-attempt.store.js';

interface Settled extends Record<string, unknown> {
  readonly workspaceId: string;
  /** What is paid now. */
  readonly place: string;
}

/** Closes what is still open for something that is paid, before somebody pays it a second time. */
@Injectable()
@Job(CLOSE_STRAYS)
export class CloseStrays implements JobHandler<Settled> {
  constructor(
    private readonly database: Database,
    private readonly attempts: PaymentAttemptStore,
    private readonly cancel: CancelPayment,
  ) {}

  async run({ workspaceId, place }: Settled): Promise<void> {
    const stray = await this.database.inWorkspace(workspaceId, (tx) => this.attempts.findOpen(tx, workspaceId, place));
    if (stray) await this.cancel.run(SYSTEM, workspaceId, stray.id);
  }
}
