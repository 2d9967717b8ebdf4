import { Admin, CustomRoutes } from 'react-admin';
import { Route } from 'react-router-dom';
import { i18nProvider } from '../i18n/i18nProvider';
import { AcceptInvitationPage } from '../members/AcceptInvitationPage';
import { authProvider } from '../session/authProvider';
import { ForgotPasswordPage } from '../session/ForgotPasswordPage';
import { ResetPasswordPage } from '../session/ResetPasswordPage';
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
      <Route path="/accept-invitation" element={<AcceptInvitationPage />} />
      <Route path="/forgot-password" element={<ForgotPasswordPage />} />
      <Route path="/reset-password" element={<ResetPasswordPage />} />
    </CustomRoutes>
  </Admin>
);
