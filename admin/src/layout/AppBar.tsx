import { type AppBarProps, AppBar as ReactAdminAppBar, TitlePortal } from 'react-admin';
import { WorkspaceSwitcher } from './WorkspaceSwitcher';

export const AppBar = (props: AppBarProps) => (
  <ReactAdminAppBar {...props} color="default">
    <WorkspaceSwitcher />
    <TitlePortal sx={{ display: { xs: 'none', md: 'block' }, ml: 2, color: 'text.secondary', fontWeight: 500, fontSize: '0.95rem' }} />
  </ReactAdminAppBar>
);
