import { Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import type { ReminderRun } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';

interface Counted {
  readonly state: 'waiting' | 'leaving' | 'sent' | 'held' | 'skipped' | 'failed' | 'in-doubt';
  readonly because: string | null;
  readonly reminders: number;
}

/** A message's own hold or doubt says more than that its reminder is queued. */
const STATES = `
  SELECT state, because, count(*)::int AS reminders
  FROM (
    SELECT CASE WHEN r.status = 'planned' THEN 'waiting'
                WHEN r.status <> 'queued' THEN r.status
                WHEN m.status = 'held' THEN 'held'
                WHEN m.status = 'unknown' THEN 'in-doubt'
                ELSE 'leaving' END AS state,
           CASE WHEN r.status = 'queued' THEN m.held_because ELSE coalesce(r.held_because, r.skipped_because) END AS because
    FROM reminders r
    LEFT JOIN message_states m ON m.workspace_id = r.workspace_id AND m.id = r.message_id
    WHERE r.workspace_id = $1 AND r.send_on = $2 AND r.status <> 'superseded'
  ) s
  GROUP BY state, because ORDER BY reminders DESC, because`;

/** How the reminders of a day are getting on, while they leave and afterwards. */
@Injectable()
export class ShowRun {
  constructor(
    private readonly database: Database,
    private readonly settings: WorkspaceSettings,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, wanted: string | undefined): Promise<ReminderRun> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const day = wanted ?? dayIn(this.clock.now(), (await this.settings.get(tx, workspaceId)).timeZone);
      const rows = await tx.query<Counted[]>(STATES, [workspaceId, day]);
      const of = (state: Counted['state']) => rows.filter((row) => row.state === state);
      const sum = (some: readonly Counted[]) => some.reduce((all, { reminders }) => all + reminders, 0);
      const byGate = (state: 'held' | 'skipped') => of(state).map(({ because, reminders }) => ({ because: because ?? 'unknown', reminders }));
      const [waiting, leaving] = [sum(of('waiting')), sum(of('leaving'))];
      return {
        day,
        planned: sum(rows),
        waiting,
        leaving,
        sent: sum(of('sent')),
        held: byGate('held'),
        skipped: byGate('skipped'),
        failed: sum(of('failed')),
        inDoubt: sum(of('in-doubt')),
        done: waiting + leaving === 0,
      };
    });
  }
}
