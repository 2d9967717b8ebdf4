import { Database } from '../platform/database/index.js';
import { JobQueue, Sweep, type SweepHandler } from '../platform/jobs/index.js';
import { WorkspaceDirectory } from '../workspaces/index.js';
import { MessageStore } from './message.store.js';
import { SEND_MESSAGES } from './send-messages.job.js';

/** Wakes the sending of a workspace when an attempt is due, a hold ends, or a run died. */
@Sweep('messages')
export class MessagesSweep implements SweepHandler {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceDirectory,
    private readonly messages: MessageStore,
    private readonly jobs: JobQueue,
  ) {}

  async nextDue(after: Date): Promise<Date | null> {
    let earliest: Date | null = null;
    for (const workspaceId of await this.workspaces.ids()) {
      const at = await this.database.inWorkspace(workspaceId, (tx) => this.messages.nextAttemptAfter(tx, workspaceId, after));
      if (at && (!earliest || at < earliest)) earliest = at;
    }
    return earliest;
  }

  async run(now: Date): Promise<void> {
    for (const workspaceId of await this.workspaces.ids()) {
      await this.database.inWorkspace(workspaceId, async (tx) => {
        if (await this.messages.hasWork(tx, workspaceId, now)) {
          await this.jobs.enqueue(tx, SEND_MESSAGES, { workspaceId }, { key: `${SEND_MESSAGES}:${workspaceId}` });
        }
      });
    }
  }
}
