import { addDays, dayIn, instantAt, type PlainDate } from '@perennial/calendar';
import { MIN_CASES } from '@perennial/replenishment';
import { Database } from '../../platform/database/index.js';
import { JobQueue, Sweep, type SweepHandler } from '../../platform/jobs/index.js';
import { WorkspaceDirectory } from '../../workspaces/index.js';
import { KEEP_BACKTEST, type KeepBacktestPayload } from './keep-backtest.job.js';

/** An hour after the predictions of the day, so that they are out of the way. */
const NIGHT_HOUR = '04:00';

interface Checked {
  readonly timeZone: string;
  /** null: never. */
  readonly asOf: PlainDate | null;
}

/** Each night the predictions of every workspace with enough of a past are held against it. */
@Sweep('nightly-backtest')
export class NightlyBacktestSweep implements SweepHandler {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceDirectory,
    private readonly jobs: JobQueue,
  ) {}

  async nextDue(after: Date): Promise<Date | null> {
    const next = (await this.workspacesWithAPast()).map(({ checked: { timeZone, asOf } }) => {
      const day = dayIn(after, timeZone);
      const tonight = instantAt(day, NIGHT_HOUR, timeZone);
      return tonight > after && (asOf === null || day > asOf) ? tonight : instantAt(addDays(day, 1), NIGHT_HOUR, timeZone);
    });
    return next.length === 0 ? null : new Date(Math.min(...next.map((at) => at.getTime())));
  }

  async run(now: Date): Promise<void> {
    for (const { workspaceId, checked } of await this.workspacesWithAPast()) {
      const today = dayIn(now, checked.timeZone);
      if ((checked.asOf !== null && today <= checked.asOf) || now < instantAt(today, NIGHT_HOUR, checked.timeZone)) continue;
      const payload: KeepBacktestPayload = { workspaceId, anew: false };
      await this.jobs.enqueue(this.database.dataSource, KEEP_BACKTEST, { ...payload }, { key: `${KEEP_BACKTEST}:nightly:${workspaceId}`, queue: KEEP_BACKTEST, priority: 10 });
    }
  }

  /** Fewer closed gaps than errors are learned from are nothing to judge by. */
  private async workspacesWithAPast(): Promise<{ workspaceId: string; checked: Checked }[]> {
    const found: { workspaceId: string; checked: Checked }[] = [];
    for (const workspaceId of await this.workspaces.ids()) {
      const [checked] = await this.database.inWorkspace(workspaceId, (tx) =>
        tx.query<Checked[]>(
          `SELECT s.time_zone AS "timeZone", b.as_of AS "asOf"
           FROM workspace_settings s
           JOIN shop_rhythms r USING (workspace_id)
           LEFT JOIN backtests b USING (workspace_id)
           WHERE s.workspace_id = $1 AND r.gaps >= ${MIN_CASES}`,
          [workspaceId],
        ),
      );
      if (checked) found.push({ workspaceId, checked });
    }
    return found;
  }
}
