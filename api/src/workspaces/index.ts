export { CreateWorkspace, type NewWorkspace } from './create-workspace.js';
export { WorkspaceSettings } from './workspace-settings.js';
export { WorkspacesModule } from './workspaces.module.js';
