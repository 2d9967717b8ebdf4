import type { Launched } from './announce.js';
import { appSecret, dataPath, takeDataFolder } from './data-folder.js';
import { startDatabase } from './database-part.js';
import { seedOnce } from './demo.js';
import { startMailCatcher } from './mail-part.js';
import { startMessageInbox } from './message-part.js';
import type { Part } from './part.js';
import { choosePort } from './ports.js';
import { runCli, startService } from './programs.js';
import { root } from './root.js';
import { Plain } from './say.js';
import { startStripe } from './stripe-part.js';

/**
 * Brings up the service with everything it needs. What a setting names is used as it is; the rest is embedded, with its
 * data below the data folder. Everything started is put on `parts`, which stops it in the reverse order.
 */
export async function launch(env: NodeJS.ProcessEnv, parts: AsyncDisposableStack): Promise<Launched> {
  const folder = await takeDataFolder(dataPath(env, root), 'start');
  parts.defer(() => folder.release());
  const host = env['HOST'] || '127.0.0.1';
  const port = await choosePort({ what: 'service', host, usual: 3000, ...(env['PORT'] ? { given: { name: 'PORT', value: env['PORT'] } } : {}) });
  const nearUrl = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  const secret = appSecret(env, folder.path);
  const settings: Record<string, string> = {
    APP_SECRET: secret,
    HOST: host,
    PORT: String(port),
    PUBLIC_URL: env['PUBLIC_URL'] || nearUrl,
    DATA_DIR: folder.path,
    DEMO: env['DEMO'] || '1',
    // Somebody looks at this console: what goes well is not worth a line in front of the sign-ins.
    LOG_LEVEL: env['LOG_LEVEL'] || 'warn',
  };
  const use = <P extends Part>(part: P): P => {
    parts.defer(() => part.stop());
    Object.assign(settings, part.settings);
    return part;
  };

  if (!env['DATABASE_URL']) use(await startDatabase(folder.path));
  const mail = env['SMTP_URL'] ? undefined : use(await startMailCatcher(folder.path));
  const telephone = env['TWILIO_ACCOUNT_SID'] || env['TWILIO_AUTH_TOKEN'] ? undefined : use(await startMessageInbox(secret));
  const ownStripe = !env['STRIPE_SECRET_KEY'] && !env['STRIPE_API_BASE'];
  if (ownStripe) use(await startStripe(folder.path, secret, nearUrl));

  const { code } = await runCli(['migrate'], settings, 'show');
  if (code !== 0) throw new Plain('The database could not be brought up to date; see above.');
  const signIns = isOn(settings['DEMO']) ? await seedOnce(folder.path, settings) : '';

  const service = await startService(settings);
  parts.defer(() => service.stop());
  folder.tell(settings);
  return { publicUrl: settings['PUBLIC_URL'] ?? nearUrl, dataPath: folder.path, inboxUrl: mail?.inboxUrl ?? null, telephoneUrl: telephone?.inboxUrl ?? null, signIns, ended: service.ended };
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
