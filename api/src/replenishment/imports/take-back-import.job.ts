import { Injectable } from '@nestjs/common';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { TakeBackImport } from './take-back-import.js';

export const TAKE_BACK_IMPORT = 'take-back-import';

@Injectable()
@Job(TAKE_BACK_IMPORT)
export class TakeBackImportJob implements JobHandler<{ workspaceId: string; importId: string }> {
  constructor(private readonly takeBackImport: TakeBackImport) {}

  async run({ workspaceId, importId }: { workspaceId: string; importId: string }): Promise<void> {
    await this.takeBackImport.run(workspaceId, importId);
  }
}
