import type { Me, SignIn, SignInAnswer } from '@perennial/contract/admin';
import { type AuthProvider, HttpError } from 'react-admin';
import { request } from '../api/request';
import { SecondFactorNeeded } from './SecondFactorNeeded';

/** One step of signing in: the password, and for whom it is set up, a code of the second factor. */
export type SignInStep = SignIn | { readonly code: string; readonly kind: 'totp' | 'backup-code' };

/** Signs staff in and out. What a person may do is the API's decision; screens only leave out what would be refused. */
export const authProvider: AuthProvider = {
  login: async (step: SignInStep) => {
    if ('code' in step) {
      await request(`/auth/two-factor/verify-${step.kind}`, { method: 'POST', body: { code: step.code } });
      return;
    }
    const { twoFactorRedirect } = await request<SignInAnswer>('/auth/sign-in/email', { method: 'POST', body: step });
    if (twoFactorRedirect) throw new SecondFactorNeeded();
  },

  /** Someone whose session has ended already is signed out as well. */
  logout: async () => {
    await request('/auth/sign-out', { method: 'POST' }).catch(() => undefined);
  },

  /** Asking is also what keeps a session in use from running out. */
  checkAuth: async () => {
    await request('/auth/get-session');
  },

  checkError: async (error: unknown) => {
    if (error instanceof HttpError && error.status === 401) throw error;
  },

  getIdentity: async () => {
    const { user } = await request<Me>('/me');
    return { id: user.id, fullName: user.name };
  },
};
