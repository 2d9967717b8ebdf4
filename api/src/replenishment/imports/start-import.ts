import { Injectable } from '@nestjs/common';
import type { StartImport as StartRequest } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { ImportFiles } from './import-files.js';
import { ImportStore, RUNNING } from './import.store.js';
import { missingFields } from './reading/columns.js';
import { RUN_IMPORT } from './run-import.job.js';

/** Queues an uploaded file for booking, or for a dry run; after a dry run the same file may be started again. */
@Injectable()
export class StartImport {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportStore,
    private readonly files: ImportFiles,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `import-running`, `import-booked`, `import-undone`, `import-file-gone`, `import-mapping-incomplete`. */
  async run(actor: Actor, workspaceId: string, id: string, request: StartRequest): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const found = await this.imports.get(tx, workspaceId, id, 'FOR UPDATE OF i');
      if (RUNNING.includes(found.status)) throw new Refusal('import-running');
      if (found.status === 'undoing' || found.status === 'undone') throw new Refusal('import-undone');
      if (found.status === 'done' && !found.dryRun) throw new Refusal('import-booked');
      if (!found.filePath || !(await this.files.exists(found.filePath))) throw new Refusal('import-file-gone');
      const mapping = request.mapping ?? found.mapping;
      const missing = missingFields(mapping?.columns ?? {});
      if (!mapping || missing.length > 0) throw new Refusal('import-mapping-incomplete', { fields: missing.join(', ') });

      await this.imports.queue(tx, workspaceId, id, mapping, request.dryRun);
      // One after the other within a workspace: two files may hold the same new customers.
      await this.jobs.enqueue(tx, RUN_IMPORT, { workspaceId, importId: id }, { queue: `import:${workspaceId}` });
      await this.audit.record(tx, workspaceId, { actor, command: 'start-import', subject: { kind: 'import', id }, details: { dryRun: request.dryRun } });
    });
  }
}
