import { appSecret, dataPath, occupantOf, takeDataFolder } from './data-folder.js';
import { startDatabase } from './database-part.js';
import { newMigration } from './new-migration.js';
import { runCli } from './programs.js';
import { root } from './root.js';
import { say, sayFault } from './say.js';
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
  return (await runCli(args, await settingsFor(env), 'show')).code;
}

async function settingsFor(env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const path = dataPath(env, root);
  const running = await occupantOf(path);
  if (running?.kind === 'start' && Object.keys(running.settings).length > 0) return { ...running.settings, ...given(env) };
  const folder = await takeDataFolder(path, 'command');
  parts.defer(() => folder.release());
  const settings: Record<string, string> = { DATA_DIR: folder.path, DEMO: '1', APP_SECRET: appSecret(env, folder.path) };
  // A command sends nothing and charges nobody; mails it asks for wait for the service.
  Object.assign(settings, { SMTP_URL: 'smtp://127.0.0.1:1025' }, stripeSettings(settings['APP_SECRET'] ?? '', 'http://127.0.0.1:12111'));
  if (!env['DATABASE_URL']) {
    const database = await startDatabase(folder.path);
    parts.defer(() => database.stop());
    Object.assign(settings, database.settings);
  }
  return { ...settings, ...given(env) };
}

/** What a person set by hand goes before what we would choose. */
function given(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['DATABASE_URL', 'DATABASE_APP_URL', 'SMTP_URL', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_BASE', 'DEMO'];
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
