import { Global, Module } from '@nestjs/common';
import { CreateWorkspace } from './create-workspace.js';
import { WorkspaceSettings } from './workspace-settings.js';

@Global()
@Module({
  providers: [CreateWorkspace, WorkspaceSettings],
  exports: [CreateWorkspace, WorkspaceSettings],
})
export class WorkspacesModule {}
