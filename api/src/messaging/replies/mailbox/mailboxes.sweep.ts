import { Database } from '../../../platform/database/index.js';
import { JobQueue, Sweep, type SweepHandler } from '../../../platform/jobs/index.js';
import { WorkspaceDirectory } from '../../../workspaces/index.js';
import { READ_MAILBOX } from './read-mailbox.job.js';
import { ReplyMailboxStore } from './reply-mailbox.store.js';

/** Looks into the mailboxes for answers every two minutes. */
@Sweep('reply-mailboxes')
export class MailboxesSweep implements SweepHandler {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceDirectory,
    private readonly store: ReplyMailboxStore,
    private readonly jobs: JobQueue,
  ) {}

  /** Mails arrive in real time: a clock that is moved on need not stop for each look. */
  async nextDue(): Promise<Date | null> {
    return null;
  }

  async run(now: Date): Promise<void> {
    for (const workspaceId of await this.workspaces.ids()) {
      await this.database.inWorkspace(workspaceId, async (tx) => {
        const box = await this.store.get(tx, workspaceId);
        // One after the other: two that read at the same time would only wait for each other's rows.
        if (box && box.nextLookAt <= now) await this.jobs.enqueue(tx, READ_MAILBOX, { workspaceId }, { key: `${READ_MAILBOX}:${workspaceId}`, queue: `${READ_MAILBOX}:${workspaceId}` });
      });
    }
  }
}
