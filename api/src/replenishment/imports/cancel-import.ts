import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { ImportStore } from './import.store.js';

/** Stops an import, wherever it is: nothing of it stays in the ledger. Whoever is running it notices within half a second. */
@Injectable()
export class CancelImport {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly imports: ImportStore,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `import-finished`. */
  async run(actor: Actor, workspaceId: string, id: string): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.imports.get(tx, workspaceId, id);
      if (!(await this.imports.end(tx, workspaceId, id, { status: 'cancelled', at: this.clock.now() }))) throw new Refusal('import-finished');
      await this.audit.record(tx, workspaceId, { actor, command: 'cancel-import', subject: { kind: 'import', id } });
    });
  }
}
