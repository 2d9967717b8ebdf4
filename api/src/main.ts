import 'reflect-metadata';
import { startHttp } from './start-http.js';
import { readSettings, SettingsError } from './platform/settings/index.js';

try {
  const { url } = await startHttp(readSettings(process.env));
  process.send?.({ kind: 'listening', url });
} catch (error) {
  process.stderr.write(`${error instanceof SettingsError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
}
