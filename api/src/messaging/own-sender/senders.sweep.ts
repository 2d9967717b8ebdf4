import { Database } from '../../platform/database/index.js';
import { JobQueue, Sweep, type SweepHandler } from '../../platform/jobs/index.js';
import { WorkspaceDirectory } from '../../workspaces/index.js';
import { MailSenderStore } from './mail-sender.store.js';
import { PROVE_SENDER } from './prove-sender.job.js';

/** Looks again at the domains of own addresses: hourly for a record that is awaited, daily for one that is there. */
@Sweep('mail-senders')
export class SendersSweep implements SweepHandler {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceDirectory,
    private readonly store: MailSenderStore,
    private readonly jobs: JobQueue,
  ) {}

  async nextDue(after: Date): Promise<Date | null> {
    const next = (await this.looks()).map(({ at }) => at).filter((at) => at > after);
    return next.length === 0 ? null : new Date(Math.min(...next.map((at) => at.getTime())));
  }

  async run(now: Date): Promise<void> {
    for (const { workspaceId, at } of await this.looks()) {
      if (at <= now) await this.jobs.enqueue(this.database.dataSource, PROVE_SENDER, { workspaceId }, { key: `${PROVE_SENDER}:${workspaceId}` });
    }
  }

  private async looks(): Promise<{ workspaceId: string; at: Date }[]> {
    const looks: { workspaceId: string; at: Date }[] = [];
    for (const workspaceId of await this.workspaces.ids()) {
      const at = (await this.database.inWorkspace(workspaceId, (tx) => this.store.get(tx, workspaceId)))?.nextLookAt;
      if (at) looks.push({ workspaceId, at });
    }
    return looks;
  }
}
