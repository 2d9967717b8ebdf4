import { Global, Module } from '@nestjs/common';
import { ChangeWorkspaceSettings } from './change-workspace-settings.js';
import { CreateWorkspace } from './create-workspace.js';
import { LookUpInvitationController } from './look-up-invitation.controller.js';
import { MeController } from './me.controller.js';
import { WorkspaceDirectory } from './workspace-directory.js';
import { WorkspaceSettings } from './workspace-settings.js';
import { WorkspacesAdminController } from './workspaces.admin.controller.js';

@Global()
@Module({
  controllers: [MeController, WorkspacesAdminController, LookUpInvitationController],
  providers: [ChangeWorkspaceSettings, CreateWorkspace, WorkspaceDirectory, WorkspaceSettings],
  exports: [CreateWorkspace, WorkspaceDirectory, WorkspaceSettings],
})
export class WorkspacesModule {}
