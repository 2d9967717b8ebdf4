import { Injectable } from '@nestjs/common';
import type { ResolveMessage as Resolution } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../platform/audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { Refusal } from '../platform/http/index.js';
import { JobQueue } from '../platform/jobs/index.js';
import { MessageStore } from './message.store.js';
import { SEND_MESSAGES } from './send-messages.job.js';
import { SettleMessages } from './settle-messages.js';

/** A person decides about a message whose fate no log could tell: it arrived, or it shall be sent again. */
@Injectable()
export class ResolveMessage {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageStore,
    private readonly settle: SettleMessages,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, id: string, { outcome }: Resolution, actor: Actor): Promise<void> {
    const now = this.clock.now();
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const [message] = await this.messages.lockUnknown(tx, workspaceId, [id]);
      if (!message) throw new Refusal('message-not-in-doubt');
      if (outcome === 'sent') await this.settle.run(tx, workspaceId, [{ message, outcome: { status: 'sent', at: now } }]);
      else {
        await this.messages.putBack(tx, workspaceId, [id], now, null);
        await this.jobs.enqueue(tx, SEND_MESSAGES, { workspaceId }, { key: `${SEND_MESSAGES}:${workspaceId}` });
      }
      await this.audit.record(tx, workspaceId, { actor, command: 'resolve-message', subject: { kind: 'message', id }, details: { outcome } });
    });
  }
}
