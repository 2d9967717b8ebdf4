import { LEAF_AND_LATHER } from './leaf-and-lather.js';
import { MAOHUAHUA } from './maohuahua.js';

/** The password of every demo account. A service with real people in it is not seeded. */
export const DEMO_PASSWORD = 'perennial-demo';

export const OPERATOR = { name: 'Demo Operator', email: 'operator@perennial.example' };

/** What a person needs to look around, as lines to print. */
export function demoSignIns(): string {
  const lines = [LEAF_AND_LATHER, MAOHUAHUA].flatMap((shop) => [
    `${shop.name}`,
    `  owner     ${shop.owner.email}`,
    `  staff     ${shop.staff.email}`,
    `  customer  c0001@${shop.emailDomain}  (sign-in link by mail)`,
  ]);
  return [`Demo sign-ins, password: ${DEMO_PASSWORD}`, `operator    ${OPERATOR.email}`, ...lines].join('\n');
}
