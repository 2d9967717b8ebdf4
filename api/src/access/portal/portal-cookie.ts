import type { CookieOptions } from 'express';
import type { Settings } from '../../platform/settings/index.js';
import { PORTAL_SESSION_LIVES_MS } from './portal-sessions.js';

export const PORTAL_COOKIE = 'perennial_portal';

/** The cookie of a customer's session: out of reach of scripts, and not sent along by other sites' forms. */
export function portalCookie(settings: Pick<Settings, 'publicUrl'>): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: settings.publicUrl.startsWith('https:'), path: '/', maxAge: PORTAL_SESSION_LIVES_MS };
}
