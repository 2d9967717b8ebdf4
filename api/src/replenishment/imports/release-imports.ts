import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Entitlements } from '../../access/index.js';
import type { Tx } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { ImportStore } from './import.store.js';
import { RUN_IMPORT } from './run-import.job.js';

/** An import that was to run while the plan did not permit it is run as soon as it does. */
@Injectable()
export class ReleaseImports implements OnModuleInit {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly imports: ImportStore,
    private readonly jobs: JobQueue,
  ) {}

  onModuleInit(): void {
    this.entitlements.listen((tx, workspaceId) => this.release(tx, workspaceId));
  }

  private async release(tx: Tx, workspaceId: string): Promise<void> {
    if ((await this.entitlements.of(tx, workspaceId)).access !== 'full') return;
    for (const importId of await this.imports.waiting(tx, workspaceId)) {
      await this.jobs.enqueue(tx, RUN_IMPORT, { workspaceId, importId }, { queue: `import:${workspaceId}`, key: `${RUN_IMPORT}:${importId}` });
    }
  }
}
