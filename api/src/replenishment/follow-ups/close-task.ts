import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { TaskStore } from './task.store.js';

/** Somebody has seen to it. */
@Injectable()
export class CloseTask {
  constructor(
    private readonly database: Database,
    private readonly tasks: TaskStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, id: string, actor: Actor): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.tasks.close(tx, workspaceId, id, actor.id, this.clock.now()))) throw new Refusal('no-open-task');
      await this.audit.record(tx, workspaceId, { actor, command: 'close-task', subject: { kind: 'follow-up-task', id } });
    });
  }
}
