import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres } from '@perennial/local-postgres';
import { appSecret, dataPath, occupantOf, takeDataFolder } from './data-folder.js';
import { startDatabase } from './database-part.js';
import { newMigration } from './new-migration.js';
import { runCli } from './programs.js';
import { root } from './root.js';
import { Plain, say, sayFault } from './say.js';
import { stripeSettings } from './stripe-keys.js';

// The service's command line, with the settings `npm start` runs with when it runs, and with a database of the moment
// when it does not.
const parts = new AsyncDisposableStack();
// Ctrl-C reaches the command, which ends; then what was started for it is stopped.
process.on('SIGINT', () => undefined);

try {
  process.exitCode = await command(process.argv.slice(2), process.env);
} catch (error) {
  sayFault(error);
  process.exitCode = 1;
} finally {
  await parts.disposeAsync();
}
process.disconnect?.();

async function command(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (args[0] === 'new-migration') {
    say(newMigration(args[1] ?? '', root, new Date()));
    return 0;
  }
  const settings = readsOnlyAFile(args) ? await settingsOfTheMoment() : await settingsFor(env);
  return (await runCli(args, settings, 'show')).code;
}

/** Such a command keeps nothing, and runs beside whatever else runs here. */
function readsOnlyAFile([name]: readonly string[]): boolean {
  return name === 'predict' || name === 'backtest';
}

async function settingsOfTheMoment(): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-'));
  parts.defer(() => rmSync(folder, { recursive: true, force: true }));
  const database = await startLocalPostgres({ dir: join(folder, 'postgres'), purpose: 'test' });
  parts.defer(() => database.stop());
  const secret = randomBytes(32).toString('hex');
  const settings = { DATABASE_URL: database.ownerUrl, DATA_DIR: folder, APP_SECRET: secret, DEMO: '0', ...nobodyOutside(secret) };
  const { code } = await runCli(['migrate'], settings, 'collect');
  if (code !== 0) throw new Plain('The database of the moment could not be prepared; see above.');
  return settings;
}

async function settingsFor(env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const path = dataPath(env, root);
  const running = await occupantOf(path);
  if (running?.kind === 'start' && Object.keys(running.settings).length > 0) return { ...running.settings, ...given(env) };
  const folder = await takeDataFolder(path, 'command');
  parts.defer(() => folder.release());
  const settings: Record<string, string> = { DATA_DIR: folder.path, DEMO: '1', APP_SECRET: appSecret(env, folder.path) };
  Object.assign(settings, nobodyOutside(settings['APP_SECRET'] ?? ''));
  if (!env['DATABASE_URL']) {
    const database = await startDatabase(folder.path);
    parts.defer(() => database.stop());
    Object.assign(settings, database.settings);
  }
  return { ...settings, ...given(env) };
}

/** A command sends nothing and charges nobody; mails it asks for wait for the service. */
function nobodyOutside(secret: string): Record<string, string> {
  return { SMTP_URL: 'smtp://127.0.0.1:1025', ...stripeSettings(secret, 'http://127.0.0.1:12111') };
}

/** What a person set by hand goes before what we would choose. */
function given(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['DATABASE_URL', 'DATABASE_APP_URL', 'SMTP_URL', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_BASE', 'DEMO'];
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
