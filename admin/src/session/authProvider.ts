import type { Me, SignIn } from '@perennial/contract/admin';
import { type AuthProvider, HttpError } from 'react-admin';
import { request } from '../api/request';

/** Signs staff in and out. What a person may do is the API's decision; screens only leave out what would be refused. */
export const authProvider: AuthProvider = {
  login: async (credentials: SignIn) => {
    await request('/auth/sign-in/email', { method: 'POST', body: credentials });
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
