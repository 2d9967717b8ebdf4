import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { KEEP_BACKTEST, type KeepBacktestPayload } from './keep-backtest.job.js';

/** "Check the predictions now": asked for twice while it waits, it runs once. */
@Injectable()
export class RequestBacktest {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  async run(workspaceId: string, actor: Actor): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const payload: KeepBacktestPayload = { workspaceId, anew: true };
      await this.jobs.enqueue(tx, KEEP_BACKTEST, { ...payload }, { key: `${KEEP_BACKTEST}:${workspaceId}`, queue: KEEP_BACKTEST });
      await this.audit.record(tx, workspaceId, { actor, command: 'request-backtest', subject: { kind: 'workspace', id: workspaceId } });
    });
  }
}
