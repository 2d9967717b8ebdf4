import { Injectable } from '@nestjs/common';
import { addDays, dayIn } from '@perennial/calendar';
import type { ReminderDay, ReminderDays } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { ProjectReminders } from './project-reminders.js';

interface Decided {
  readonly day: string;
  readonly verdict: 'queued' | 'held' | 'skipped';
  readonly because: string | null;
  readonly reminders: number;
}

/** Answers "why was nobody sent today?": what was decided on each day, by gate. */
@Injectable()
export class ShowReminderDays {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: WorkspaceSettings,
    private readonly projection: ProjectReminders,
  ) {}

  async run(workspaceId: string, days: number): Promise<ReminderDays> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const { timeZone } = await this.settings.get(tx, workspaceId);
      const today = dayIn(this.clock.now(), timeZone);
      const decided = await tx.query<Decided[]>(
        `SELECT decided_on AS day, verdict, because, count(*) AS reminders FROM reminder_decisions
         WHERE workspace_id = $1 AND decided_on BETWEEN $2 AND $3 GROUP BY decided_on, verdict, because ORDER BY reminders DESC, because`,
        [workspaceId, addDays(today, 1 - days), today],
      );
      const [{ waiting }] = await tx.query<[{ waiting: number }]>(
        `SELECT count(*) AS waiting FROM reminders WHERE workspace_id = $1 AND status = 'planned' AND (send_at AT TIME ZONE $3)::date <= $2`,
        [workspaceId, today, timeZone],
      );
      const list = Array.from({ length: days }, (_, i) => dayOf(addDays(today, -i), decided, i === 0 ? waiting : 0));
      return { days: list, notPlanned: await this.projection.notPlanned(tx, workspaceId) };
    });
  }
}

function dayOf(day: string, decided: readonly Decided[], waiting: number): ReminderDay {
  const of = (verdict: Decided['verdict']) => decided.filter((row) => row.day === day && row.verdict === verdict);
  const refused = (verdict: 'held' | 'skipped') => of(verdict).map(({ because, reminders }) => ({ because, reminders }));
  return {
    day,
    sent: of('queued').reduce((sum, { reminders }) => sum + reminders, 0),
    held: refused('held') as ReminderDay['held'],
    skipped: refused('skipped') as ReminderDay['skipped'],
    waiting,
  };
}
