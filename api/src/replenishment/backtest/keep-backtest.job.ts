import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { KeepBacktest } from './keep-backtest.js';

export const KEEP_BACKTEST = 'keep-backtest';

export interface KeepBacktestPayload {
  readonly workspaceId: string;
  /** Somebody asked for it: everything is run again. */
  readonly anew: boolean;
}

@Job(KEEP_BACKTEST)
export class KeepBacktestJob implements JobHandler<KeepBacktestPayload> {
  constructor(private readonly keepBacktest: KeepBacktest) {}

  async run({ workspaceId, anew }: KeepBacktestPayload): Promise<void> {
    await this.keepBacktest.run(workspaceId, anew);
  }
}
