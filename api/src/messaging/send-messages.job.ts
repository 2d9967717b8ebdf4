import { randomUUID } from 'node:crypto';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { Job, type JobHandler } from '../platform/jobs/index.js';
import { SMTP_CONNECTIONS } from './channels/smtp.js';
import { MessageStore } from './message.store.js';
import { ResolveDoubts } from './resolve-doubts.js';
import { SendMessage } from './send-message.js';

export const SEND_MESSAGES = 'send-messages';
const BATCH = 100;
// What a killed run had in hand is free again after this. A living one that takes longer leaves the rest to who took it over.
const CLAIM_LEASE_SECONDS = 30;

/** Sends everything of a workspace that is due. Any number of runs may work side by side; each message is in one hand. */
@Job(SEND_MESSAGES)
export class SendMessages implements JobHandler<{ readonly workspaceId: string }> {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageStore,
    private readonly resolveDoubts: ResolveDoubts,
    private readonly sendMessage: SendMessage,
    private readonly clock: Clock,
  ) {}

  async run({ workspaceId }: { readonly workspaceId: string }): Promise<void> {
    const runId = randomUUID();
    await this.resolveDoubts.run(workspaceId, runId);
    for (;;) {
      const ids = await this.database.inWorkspace(workspaceId, (tx) =>
        this.messages.claim(tx, workspaceId, runId, this.clock.now(), BATCH, CLAIM_LEASE_SECONDS),
      );
      if (ids.length === 0) return;
      await Promise.all(Array.from({ length: SMTP_CONNECTIONS }, () => this.sendOneAfterTheOther(workspaceId, ids, runId)));
    }
  }

  private async sendOneAfterTheOther(workspaceId: string, ids: string[], runId: string): Promise<void> {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) await this.sendMessage.run(workspaceId, id, runId);
  }
}
