import { type AppBarProps, AppBar as ReactAdminAppBar, Logout, TitlePortal, UserMenu } from 'react-admin';
import { AccountMenuItem } from '../account/AccountMenuItem';
import { useAccountLanguage } from '../account/useAccountLanguage';
import { NoticeBell } from '../notices/NoticeBell';
import { useWorkplace } from './CurrentWorkspace';
import { WorkspaceSwitcher } from './WorkspaceSwitcher';

export const AppBar = (props: AppBarProps) => {
  const { me } = useWorkplace();
  useAccountLanguage();
  return (
    <ReactAdminAppBar {...props} color="default" userMenu={<UserMenu label={me.user.name}><AccountMenuItem /><Logout /></UserMenu>}>
      <WorkspaceSwitcher />
      <TitlePortal component="span" sx={{ display: { xs: 'none', md: 'block' }, ml: 2, color: 'text.secondary', fontWeight: 500, fontSize: '0.95rem' }} />
      <NoticeBell />
    </ReactAdminAppBar>
  );
};
