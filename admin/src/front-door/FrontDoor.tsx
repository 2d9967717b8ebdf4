import { Admin, CustomRoutes } from 'react-admin';
import { Route } from 'react-router-dom';
import { i18nProvider } from '../i18n/i18nProvider';
import { authProvider } from '../session/authProvider';
import { SignInPage } from '../session/SignInPage';
import { store } from '../session/store';
import { darkTheme, lightTheme } from '../theme/theme';
import { EnterWorkspace } from './EnterWorkspace';

/** Everything outside of a workspace: signing in, and finding the way to one's own. */
export const FrontDoor = () => (
  <Admin
    authProvider={authProvider}
    i18nProvider={i18nProvider}
    store={store}
    theme={lightTheme}
    darkTheme={darkTheme}
    loginPage={SignInPage}
    catchAll={EnterWorkspace}
    title="Perennial"
    disableTelemetry
  >
    <CustomRoutes noLayout>
      <Route path="/" element={<EnterWorkspace />} />
    </CustomRoutes>
  </Admin>
);
