import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { ImportStore, RUNNING } from './import.store.js';
import { TAKE_BACK_IMPORT } from './take-back-import.job.js';

/** Asks for a booked import to be taken back. Millions of lines take longer than a request may, so a job does it. */
@Injectable()
export class UndoImport {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportStore,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `not-found`, `import-running`, `import-undone`, `import-not-booked`. */
  async run(actor: Actor, workspaceId: string, id: string): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const found = await this.imports.get(tx, workspaceId, id, 'FOR UPDATE OF i');
      if (RUNNING.includes(found.status)) throw new Refusal('import-running');
      if (found.status === 'undoing' || found.status === 'undone') throw new Refusal('import-undone');
      if (found.status !== 'done' || found.dryRun) throw new Refusal('import-not-booked');
      await this.imports.beginUndoing(tx, workspaceId, id);
      // In the queue of the imports: none may book meanwhile what this takes away.
      await this.jobs.enqueue(tx, TAKE_BACK_IMPORT, { workspaceId, importId: id }, { queue: `import:${workspaceId}` });
      await this.audit.record(tx, workspaceId, { actor, command: 'undo-import', subject: { kind: 'import', id } });
    });
  }
}
