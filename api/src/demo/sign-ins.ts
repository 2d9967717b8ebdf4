import { PETS_AND_GROOMING } from './shops/pets-and-grooming.js';
import { SKIN_CARE_AND_TEA } from './shops/skin-care-and-tea.js';

/** Known to everybody who read the README, and therefore only ever used where DEMO is on. */
export const DEMO_PASSWORD = 'demo-perennial';

export const DEMO_OPERATOR = { name: 'Oscar Operator (demo)', email: 'operator@perennial.example' };

export const DEMO_SHOPS = [SKIN_CARE_AND_TEA, PETS_AND_GROOMING] as const;

/** Who can sign in to the demo, as the start command prints it. */
export function signInsText(): string {
  const accounts = DEMO_SHOPS.flatMap(({ profile, owner, staff }) => [
    [owner.email, `owner of ${profile.name}`],
    [staff.email, `staff of ${profile.name}`],
  ]);
  const lines = [...accounts, [DEMO_OPERATOR.email, 'operator of the service']].map(([email = '', who = '']) => `${email.padEnd(34)}${who}`);
  return ['Demo sign-ins, all with the password ' + DEMO_PASSWORD, ...lines].join('\n');
}
