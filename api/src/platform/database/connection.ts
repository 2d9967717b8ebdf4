import { createHmac } from 'node:crypto';
import type { Settings } from '../settings/index.js';

/** The role the application connects as: it owns nothing and row-level security binds it. */
export const APP_ROLE = 'perennial_app';

/** The application role's connection: as given, or on the owner's server with a password derived from the app secret. */
export function appDatabaseUrl(settings: Pick<Settings, 'databaseUrl' | 'databaseAppUrl' | 'appSecret'>): string {
  if (settings.databaseAppUrl) return settings.databaseAppUrl;
  const url = new URL(settings.databaseUrl);
  url.username = APP_ROLE;
  url.password = appRolePassword(settings.appSecret);
  return url.toString();
}

export function appRolePassword(appSecret: string): string {
  return createHmac('sha256', appSecret).update('database role perennial_app').digest('hex');
}
