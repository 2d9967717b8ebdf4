import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';
import type { ApiKeyScope, Role } from '@perennial/contract/admin';
import { ApiProblems, declareAccess } from '../../platform/http/index.js';

export { Public } from '../../platform/http/index.js';

/** Anyone who is signed in as staff of any workspace, or as an operator. */
export const SignedIn = (): MethodDecorator & ClassDecorator =>
  applyDecorators(declareAccess({ kind: 'signed-in' }), ApiCookieAuth('staff-session'), ApiProblems('not-signed-in', 'foreign-origin'));

/**
 * Members of the workspace named by `:workspaceId`, with at least this role; with a scope also API keys that have it.
 * @example ＠Members('staff', 'customers:read')
 */
export const Members = (role: Role, scope: ApiKeyScope | null = null): MethodDecorator & ClassDecorator =>
  applyDecorators(
    declareAccess({ kind: 'members', role, scope }),
    ApiCookieAuth('staff-session'),
    ...(scope ? [ApiBearerAuth('api-key')] : []),
    ApiProblems('not-signed-in', 'foreign-origin', 'not-a-member', 'role-too-low', 'workspace-suspended', 'workspace-expired', ...(scope ? (['key-not-valid', 'scope-missing'] as const) : (['not-for-api-keys'] as const))),
  );

/**
 * A route that stays open when the plan has run out and everything else is read-only: paying, and what must never depend on a
 * plan, such as taking an address off the list or a former colleague's key away.
 */
export const OpenWhileSuspended = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN_WHILE_SUSPENDED, true);
export const OPEN_WHILE_SUSPENDED = Symbol('open-while-suspended');

/** The customer signed in to the portal. */
export const Customers = (): MethodDecorator & ClassDecorator =>
  applyDecorators(declareAccess({ kind: 'customers' }), ApiCookieAuth('portal-session'), ApiProblems('not-signed-in', 'foreign-origin'));

/** Those who run the service. */
export const Operators = (): MethodDecorator & ClassDecorator =>
  applyDecorators(declareAccess({ kind: 'operators' }), ApiCookieAuth('staff-session'), ApiProblems('not-signed-in', 'foreign-origin', 'operators-only'));
