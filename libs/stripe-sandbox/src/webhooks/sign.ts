import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` of a body. Its time is the real one, because that is what receivers check it against. */
export function signature(body: string, secret: string, at: Date): string {
  const timestamp = Math.floor(at.getTime() / 1000);
  const v1 = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return `t=${timestamp},v1=${v1}`;
}
