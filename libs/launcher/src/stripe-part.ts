import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { startStripeSandbox } from '@perennial/stripe-sandbox';
import type { Part } from './part.js';
import { choosePort } from './ports.js';

const HOST = '127.0.0.1';

/** A Stripe of one's own. Its keys come from the app secret, so that they outlive restarts without being stored. */
export async function startStripe(folder: string, appSecret: string, serviceUrl: string): Promise<Part> {
  const { secretKey, webhookSecret } = stripeKeys(appSecret);
  const port = await choosePort({ what: 'local Stripe', host: HOST, usual: 12_111 });
  const sandbox = await startStripeSandbox({ host: HOST, port, dataDir: join(folder, 'stripe'), secretKey, webhookSecret, webhookUrl: `${serviceUrl}/api/v1/webhooks/stripe` });
  return { settings: stripeSettings(appSecret, sandbox.url), stop: () => sandbox.stop() };
}

export function stripeSettings(appSecret: string, apiBase: string): Record<string, string> {
  const { secretKey, webhookSecret } = stripeKeys(appSecret);
  return { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_BASE: apiBase };
}

function stripeKeys(appSecret: string): { secretKey: string; webhookSecret: string } {
  const derived = (purpose: string) => createHmac('sha256', appSecret).update(purpose).digest('hex').slice(0, 32);
  return { secretKey: `sk_test_${derived('local stripe key')}`, webhookSecret: `whsec_${derived('local stripe webhooks')}` };
}
