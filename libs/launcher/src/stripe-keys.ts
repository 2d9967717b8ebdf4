import { createHmac } from 'node:crypto';

/** What the service is told to use the Stripe at this address. */
export function stripeSettings(appSecret: string, apiBase: string): Record<string, string> {
  const { secretKey, webhookSecret } = stripeKeys(appSecret);
  return { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_BASE: apiBase };
}

/** The local Stripe's keys come from the app secret, so that they outlive restarts without being stored. */
export function stripeKeys(appSecret: string): { secretKey: string; webhookSecret: string } {
  const derived = (purpose: string) => createHmac('sha256', appSecret).update(purpose).digest('hex').slice(0, 32);
  return { secretKey: `sk_test_${derived('local stripe key')}`, webhookSecret: `whsec_${derived('local stripe webhooks')}` };
}
