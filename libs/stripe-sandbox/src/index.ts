/**
 * A local Stripe: an HTTP server on loopback that the real `stripe` SDK talks to.
 *
 * ```ts
 * const sandbox = await startStripeSandbox({ dataDir, secretKey: 'sk_test_local', webhookSecret: 'whsec_local' });
 * const stripe = new Stripe('sk_test_local', { host: '127.0.0.1', port: sandbox.port, protocol: 'http' });
 * sandbox.setWebhookUrl('http://127.0.0.1:3000/api/v1/stripe/webhook');
 * ```
 *
 * - **It remembers.** Every call is one line in `dataDir/stripe.jsonl`, on disk before it is answered: objects, the answers
 *   owed to idempotency keys, and webhooks not delivered yet. After `kill -9` it goes on where it was.
 * - **It behaves like Stripe**: the objects of the SDK's API version, test cards with their outcomes, `Idempotency-Key`,
 *   `expand`, lists and search, errors in Stripe's shape, signed webhooks that are retried until answered with 2xx.
 * - **Pages for customers**: checkout (`/c/pay/…`), the bank's question and the wallets (`/confirm/…`), in English and Chinese.
 * - **It can misbehave**: `sandbox.controls.turn({ webhooks: { duplicates: 1 } })`, or the same over HTTP as JSON with the
 *   secret key as bearer: `GET|POST /_sandbox/knobs`, `POST /_sandbox/clock {to}`, `POST /_sandbox/webhook-url {url}`,
 *   `GET /_sandbox/deliveries`, `POST /_sandbox/events/:id/resend`.
 *
 * It has the calls this product makes and refuses parameters it doesn't know, so that nothing passes here and fails there.
 */
export { type Controls } from './controls.js';
export { type Exchange } from './http/exchange.js';
export { type KnobChange, type Knobs } from './knobs/knobs.js';
export { startStripeSandbox, type StripeSandbox, type StripeSandboxOptions } from './start-stripe-sandbox.js';
