import SettingsIcon from '@mui/icons-material/Settings';
import { lazy } from 'react';

export const workspaceSettings = {
  name: 'workspace-settings',
  icon: SettingsIcon,
  list: lazy(() => import('./WorkspaceSettings')),
};
