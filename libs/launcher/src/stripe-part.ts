import { join } from 'node:path';
import { startStripeSandbox } from '@perennial/stripe-sandbox';
import type { Part } from './part.js';
import { choosePort } from './ports.js';
import { stripeKeys, stripeSettings } from './stripe-keys.js';

const HOST = '127.0.0.1';

/** A Stripe of one's own; nobody is charged. */
export async function startStripe(folder: string, appSecret: string, serviceUrl: string): Promise<Part> {
  const { secretKey, webhookSecret } = stripeKeys(appSecret);
  const port = await choosePort({ what: 'local Stripe', host: HOST, usual: 12_111 });
  const sandbox = await startStripeSandbox({ host: HOST, port, dataDir: join(folder, 'stripe'), secretKey, webhookSecret, webhookUrl: `${serviceUrl}/api/v1/webhooks/stripe` });
  return { settings: stripeSettings(appSecret, sandbox.url), stop: () => sandbox.stop() };
}
