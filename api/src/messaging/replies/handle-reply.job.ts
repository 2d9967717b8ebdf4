import { z } from 'zod';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { Replies } from './replies.js';
import { ReplyStore } from './reply.store.js';

export const HANDLE_REPLY = 'handle-reply';
const Payload = z.object({ workspaceId: z.uuid(), id: z.uuid() });

/** Does what an answer asks for, by the same verbs as a tap in the portal; what is no plain wish becomes a task. */
@Job(HANDLE_REPLY)
export class HandleReply implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly store: ReplyStore,
    private readonly replies: Replies,
    private readonly clock: Clock,
  ) {}

  async run(payload: unknown): Promise<void> {
    const { workspaceId, id } = Payload.parse(payload);
    const reply = await this.database.inWorkspace(workspaceId, (tx) => this.store.unhandled(tx, workspaceId, id));
    if (!reply) return;
    const { customerId, kind, cycleIds } = reply;
    const { handler } = this.replies;
    // "Still have some" about nothing we know of is for a person.
    const plain = customerId !== null && (kind === 'stop' || (kind === 'still-have-some' && cycleIds.length > 0));
    if (plain && kind === 'stop') await handler.stop(workspaceId, customerId);
    if (plain && kind === 'still-have-some') await handler.stillHasSome(workspaceId, customerId, cycleIds);
    await this.database.inWorkspace(workspaceId, async (tx) => {
      if (!plain) await handler.forAPerson(tx, reply);
      await this.store.handled(tx, workspaceId, id, this.clock.now());
    });
  }
}
