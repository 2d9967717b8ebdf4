export { AccessModule } from './access.module.js';
export { ActorNames } from './actor-names.js';
export { type Attempt, AttemptLimits, type Guarded, ipOf } from './attempts/attempt-limits.js';
export { type Entitlement, Entitlements, type EntitlementSource, type ServiceAccess } from './entitlements/entitlements.js';
export { Customers, Members, OpenWhileSuspended, Operators, Public, SignedIn } from './guard/declarations.js';
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
export { CurrentExchange, type Exchange } from './guard/exchange.js';
export { OwnPagesGuard } from './guard/own-pages.guard.js';
export { AcceptInvitation } from './members/accept-invitation.js';
export { InviteMember } from './members/invite-member.js';
export { Memberships } from './members/memberships.js';
export { OperatorRoll } from './members/operator-roll.js';
export { type AddressedCustomer, CustomerDirectory, type CustomerSource } from './portal/customer-directory.js';
export { PortalLinks } from './portal/portal-links.js';
export { PortalSessions } from './portal/portal-sessions.js';
export { CreateStaffAccount, type NewStaffAccount } from './staff/create-staff-account.js';
export { StaffAccounts } from './staff/staff-accounts.js';
export { WorkspaceToken } from './workspace-token.js';
