import { Injectable } from '@nestjs/common';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { RunImport } from './run-import.js';

export const RUN_IMPORT = 'run-import';

@Injectable()
@Job(RUN_IMPORT)
export class RunImportJob implements JobHandler<{ workspaceId: string; importId: string }> {
  constructor(private readonly runImport: RunImport) {}

  async run({ workspaceId, importId }: { workspaceId: string; importId: string }): Promise<void> {
    await this.runImport.run(workspaceId, importId);
  }
}
