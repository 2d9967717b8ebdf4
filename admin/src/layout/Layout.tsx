import type { LayoutProps } from 'react-admin';
import { Layout as ReactAdminLayout } from 'react-admin';
import { AppBar } from './AppBar';
import { CurrentWorkspace } from './CurrentWorkspace';
import { Menu } from './Menu';

export const Layout = (props: LayoutProps) => (
  <CurrentWorkspace>
    <ReactAdminLayout {...props} appBar={AppBar} menu={Menu} appBarAlwaysOn />
  </CurrentWorkspace>
);
