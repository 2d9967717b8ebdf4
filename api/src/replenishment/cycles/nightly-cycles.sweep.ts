import { addDays, dayIn, instantAt } from '@perennial/calendar';
import { Database } from '../../platform/database/index.js';
import { JobQueue, Sweep, type SweepHandler } from '../../platform/jobs/index.js';
import { WorkspaceDirectory } from '../../workspaces/index.js';
import { REFRESH_CYCLES } from './refresh-cycles.job.js';

/** Before anybody's morning, after everybody's evening. */
const NIGHT_HOUR = '03:00';

interface LastRun {
  readonly asOf: string;
  readonly timeZone: string;
}

/** Each night every workspace with a past learns from it again, at three in its own zone. */
@Sweep('nightly-cycles')
export class NightlyCyclesSweep implements SweepHandler {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceDirectory,
    private readonly jobs: JobQueue,
  ) {}

  async nextDue(after: Date): Promise<Date | null> {
    const next = (await this.lastRuns()).map(({ last }) => {
      const day = dayIn(after, last.timeZone);
      const tonight = instantAt(day, NIGHT_HOUR, last.timeZone);
      return tonight > after && day > last.asOf ? tonight : instantAt(addDays(day, 1), NIGHT_HOUR, last.timeZone);
    });
    return next.length === 0 ? null : new Date(Math.min(...next.map((at) => at.getTime())));
  }

  async run(now: Date): Promise<void> {
    for (const { workspaceId, last } of await this.lastRuns()) {
      const today = dayIn(now, last.timeZone);
      if (today <= last.asOf || now < instantAt(today, NIGHT_HOUR, last.timeZone)) continue;
      await this.jobs.enqueue(this.database.dataSource, REFRESH_CYCLES, { workspaceId }, { key: `${REFRESH_CYCLES}:nightly:${workspaceId}` });
    }
  }

  private async lastRuns(): Promise<{ workspaceId: string; last: LastRun }[]> {
    const found: { workspaceId: string; last: LastRun }[] = [];
    for (const workspaceId of await this.workspaces.ids()) {
      const [last] = await this.database.inWorkspace(workspaceId, (tx) =>
        tx.query<LastRun[]>(
          `SELECT r.as_of AS "asOf", s.time_zone AS "timeZone" FROM shop_rhythms r JOIN workspace_settings s USING (workspace_id) WHERE r.workspace_id = $1`,
          [workspaceId],
        ),
      );
      if (last) found.push({ workspaceId, last });
    }
    return found;
  }
}
