export { AccessModule } from './access.module.js';
export { Customers, Members, Operators, Public, SignedIn } from './guard/declarations.js';
export {
  actorOf,
  type ApiKeyCaller,
  type Caller,
  CurrentCaller,
  type CustomerCaller,
  type MemberCaller,
  type OperatorCaller,
  type UserCaller,
} from './guard/caller.js';
export { type Membership, Memberships } from './members/memberships.js';
export { OperatorRoll } from './members/operator-roll.js';
export { type AddressedCustomer, CustomerDirectory } from './portal/customer-directory.js';
export { PortalLinks } from './portal/portal-links.js';
export { PortalSessions } from './portal/portal-sessions.js';
export { CreateStaffAccount } from './staff/create-staff-account.js';
