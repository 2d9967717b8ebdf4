import { lazy } from 'react';
import { Admin, CustomRoutes, Resource } from 'react-admin';
import { Route, useParams } from 'react-router-dom';
import { apiKeys } from './api-keys';
import { workspaceDataProvider } from './api/dataProvider';
import { audit } from './audit';
import { billing } from './billing';
import { customers } from './customers';
import { dueBoard } from './due-board';
import { i18nProvider } from './i18n/i18nProvider';
import { imports } from './imports';
import { Layout } from './layout/Layout';
import { members } from './members';
import { messages } from './messages';
import { operations } from './operations';
import { products } from './products';
import { purchases } from './purchases';
import { reminders } from './reminders';
import { rules } from './rules';
import { authProvider } from './session/authProvider';
import { SignInPage } from './session/SignInPage';
import { store } from './session/store';
import { darkTheme, lightTheme } from './theme/theme';
import { workspaceSettings } from './workspace-settings';

const AccountPage = lazy(() => import('./account/AccountPage'));

/** The back office of one workspace, which its URL names: links can be shared, and two workspaces opened in two tabs. */
export const App = () => {
  const { workspaceId = '' } = useParams();
  return (
    <Admin
      key={workspaceId}
      basename={`/w/${workspaceId}`}
      authProvider={authProvider}
      dataProvider={workspaceDataProvider(workspaceId)}
      i18nProvider={i18nProvider}
      store={store}
      theme={lightTheme}
      darkTheme={darkTheme}
      layout={Layout}
      loginPage={SignInPage}
      requireAuth
      disableTelemetry
    >
      <Resource {...dueBoard} />
      <Resource {...customers} />
      <Resource {...products} />
      <Resource {...purchases} />
      <Resource {...imports} />
      <Resource {...rules} />
      <Resource {...reminders} />
      <Resource {...messages} />
      <Resource {...billing} />
      <Resource {...members} />
      <Resource {...apiKeys} />
      <Resource {...audit} />
      <Resource {...workspaceSettings} />
      <Resource {...operations} />
      <CustomRoutes>
        <Route path="/account" element={<AccountPage />} />
      </CustomRoutes>
    </Admin>
  );
};
