import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { RefreshCycles } from './refresh-cycles.js';

export const REFRESH_CYCLES = 'refresh-cycles';

/** Without customers it is the full run: after an import, and each night. */
export interface RefreshCyclesPayload {
  readonly workspaceId: string;
  readonly customerIds?: readonly string[];
}

@Job(REFRESH_CYCLES)
export class RefreshCyclesJob implements JobHandler<RefreshCyclesPayload> {
  constructor(private readonly refreshCycles: RefreshCycles) {}

  async run({ workspaceId, customerIds }: RefreshCyclesPayload): Promise<void> {
    await this.refreshCycles.run(workspaceId, customerIds ?? null);
  }
}
