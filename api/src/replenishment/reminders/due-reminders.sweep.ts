import { Database } from '../../platform/database/index.js';
import { JobQueue, Sweep, type SweepHandler } from '../../platform/jobs/index.js';
import { WorkspaceDirectory } from '../../workspaces/index.js';
import { ReminderStore } from './reminder.store.js';
import { SEND_DUE_REMINDERS } from './send-due-reminders.job.js';

/** Finds the workspaces with reminders whose hour has come. */
@Sweep('due-reminders')
export class DueRemindersSweep implements SweepHandler {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceDirectory,
    private readonly reminders: ReminderStore,
    private readonly jobs: JobQueue,
  ) {}

  async nextDue(after: Date): Promise<Date | null> {
    let earliest: Date | null = null;
    for (const workspaceId of await this.workspaces.ids()) {
      const at = await this.database.inWorkspace(workspaceId, (tx) => this.reminders.nextDue(tx, workspaceId, after));
      if (at && (!earliest || at < earliest)) earliest = at;
    }
    return earliest;
  }

  async run(now: Date): Promise<void> {
    for (const workspaceId of await this.workspaces.ids()) {
      await this.database.inWorkspace(workspaceId, async (tx) => {
        if (!(await this.reminders.hasDue(tx, workspaceId, now))) return;
        await this.jobs.enqueue(tx, SEND_DUE_REMINDERS, { workspaceId }, { key: `${SEND_DUE_REMINDERS}:${workspaceId}` });
      });
    }
  }
}
