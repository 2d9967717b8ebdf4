import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiKeyScope, Role } from '@perennial/contract/admin';
import type { Request } from 'express';
import type { Actor } from '../../platform/audit/index.js';

/** Who is calling, as the guard established it from the route's access rule. */
export type Caller = MemberCaller | ApiKeyCaller | CustomerCaller | OperatorCaller | UserCaller;

export interface MemberCaller {
  readonly kind: 'member';
  readonly userId: string;
  readonly workspaceId: string;
  readonly role: Role;
}
export interface ApiKeyCaller {
  readonly kind: 'api-key';
  readonly keyId: string;
  readonly workspaceId: string;
  readonly scopes: readonly ApiKeyScope[];
}
export interface CustomerCaller {
  readonly kind: 'customer';
  readonly customerId: string;
  readonly workspaceId: string;
  readonly sessionId: string;
}
export interface OperatorCaller {
  readonly kind: 'operator';
  readonly userId: string;
}
/** Somebody signed in, where the route asks no more than that. */
export interface UserCaller {
  readonly kind: 'user';
  readonly userId: string;
}

const callers = new WeakMap<Request, Caller>();

export function rememberCaller(req: Request, caller: Caller): void {
  callers.set(req, caller);
}

/** Hands a route its caller: `＠CurrentCaller() caller: CustomerCaller` under `＠Customers()`. Public routes have none. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller | undefined =>
  callers.get(context.switchToHttp().getRequest<Request>()),
);

/** The caller as the audit trail writes it down. */
export function actorOf(caller: Caller): Actor {
  switch (caller.kind) {
    case 'member':
    case 'user':
      return { kind: 'member', id: caller.userId };
    case 'api-key':
      return { kind: 'api-key', id: caller.keyId };
    case 'customer':
      return { kind: 'customer', id: caller.customerId };
    case 'operator':
      return { kind: 'operator', id: caller.userId };
  }
}
