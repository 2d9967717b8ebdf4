import { type Role, roleReaches } from '@perennial/contract/admin';
import { Refusal } from '../../platform/http/index.js';
import type { MemberCaller } from '../guard/caller.js';

/** Nobody gives a role, or touches a member, above their own. */
export function refuseAboveOwnRole(caller: Pick<MemberCaller, 'role'>, ...roles: readonly Role[]): void {
  const above = roles.find((role) => !roleReaches(caller.role, role));
  if (above) throw new Refusal('role-too-low', { needed: above });
}
