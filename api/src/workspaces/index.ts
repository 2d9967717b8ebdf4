export { CreateWorkspace, type NewWorkspace } from './create-workspace.js';
export { WorkspaceDirectory } from './workspace-directory.js';
export { WorkspaceSettings } from './workspace-settings.js';
export { WorkspacesModule } from './workspaces.module.js';
