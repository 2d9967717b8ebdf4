import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ShopKind } from '@perennial/contract/admin';
import { Webhook } from 'standardwebhooks';

export type Headers = (name: string) => string | undefined;

/** How each kind of shop names and signs its deliveries. */
export const SIGNED: Readonly<Record<ShopKind, { id(header: Headers): string | undefined; topic(header: Headers, body: unknown): string; isSigned(secret: string, raw: Buffer, header: Headers): boolean }>> = {
  standard: {
    id: (header) => header('webhook-id'),
    topic: (_, body) => String((body as { type?: unknown } | null)?.type ?? ''),
    isSigned: (secret, raw, header) => {
      try {
        const named = { 'webhook-id': header('webhook-id') ?? '', 'webhook-timestamp': header('webhook-timestamp') ?? '', 'webhook-signature': header('webhook-signature') ?? '' };
        new Webhook(secret).verify(raw, named, { jsonParse: false });
        return true;
      } catch {
        return false;
      }
    },
  },
  shopify: {
    id: (header) => header('x-shopify-webhook-id'),
    topic: (header) => header('x-shopify-topic') ?? '',
    isSigned: (secret, raw, header) => isHmac(secret, raw, header('x-shopify-hmac-sha256')),
  },
  woocommerce: {
    id: (header) => header('x-wc-webhook-delivery-id'),
    topic: (header) => header('x-wc-webhook-topic') ?? '',
    isSigned: (secret, raw, header) => isHmac(secret, raw, header('x-wc-webhook-signature')),
  },
};

function isHmac(secret: string, raw: Buffer, signature: string | undefined): boolean {
  const given = Buffer.from(signature ?? '', 'base64');
  const expected = createHmac('sha256', secret).update(raw).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}
