import type { Me } from '@perennial/contract/admin';
import { type AuthProvider, HttpError } from 'react-admin';
import { authRequest, request } from '../api/request';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs staff in and out. What a person may do is the API's decision; screens only leave out what would be refused. */
export const authProvider: AuthProvider = {
  login: async ({ email, password }: Credentials) => {
    await authRequest('/sign-in/email', { method: 'POST', body: { email, password } });
  },

  logout: async () => {
    await authRequest('/sign-out', { method: 'POST', body: {} }).catch(() => undefined);
  },

  /** Asks every time it is called: that is also what keeps a session in use from running out. */
  checkAuth: async () => {
    const session = await authRequest<object | null>('/get-session');
    if (!session) throw new HttpError('ra.auth.auth_check_error', 401);
  },

  checkError: async (error: unknown) => {
    if (error instanceof HttpError && error.status === 401) throw error;
  },

  getIdentity: async () => {
    const { user } = await request<Me>('/me');
    return { id: user.id, fullName: user.name };
  },
};
