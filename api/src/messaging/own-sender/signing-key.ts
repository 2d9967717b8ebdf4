import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const KEY_BITS = 2048;
const SELECTOR_BYTES = 6;

export interface SigningKey {
  readonly selector: string;
  /** As a DKIM record holds it. */
  readonly publicKey: string;
  /** PEM. */
  readonly privateKey: string;
}

/** RSA: what every receiver can check (RFC 8301); many cannot check the newer kinds yet. Under a name of its own, so that an old key can stand beside it. */
export async function makeSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: KEY_BITS,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { selector: `perennial-${randomBytes(SELECTOR_BYTES).toString('hex')}`, publicKey: publicKey.toString('base64'), privateKey };
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** What the shop puts into its DNS. */
export function dnsRecord({ address, selector, publicKey }: { address: string; selector: string; publicKey: string }): { type: 'TXT'; name: string; value: string } {
  return { type: 'TXT', name: `${selector}._domainkey.${domainOf(address)}`, value: `v=DKIM1; k=rsa; p=${publicKey}` };
}
