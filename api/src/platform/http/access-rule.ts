import { SetMetadata } from '@nestjs/common';
import type { ApiKeyScope, Role } from '@perennial/contract/admin';

export const ACCESS_RULE = Symbol('access-rule');

/** Who may call a route. Each route declares exactly one rule; a route without one answers nobody. */
export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'members'; readonly role: Role; readonly scope: ApiKeyScope | null }
  | { readonly kind: 'customers' }
  | { readonly kind: 'operators' };

/** Declares who may call a route. Two rules on one route or controller are a mistake and stop the program at load. */
export function declareAccess(rule: AccessRule): MethodDecorator & ClassDecorator {
  return (target: object, _key?: string | symbol, descriptor?: PropertyDescriptor) => {
    const declaredOn = (descriptor?.value ?? target) as object;
    if (Reflect.hasOwnMetadata(ACCESS_RULE, declaredOn)) throw new Error(`Two access rules on ${(declaredOn as { name: string }).name}`);
    SetMetadata(ACCESS_RULE, rule)(declaredOn as never);
  };
}

/** Anyone may call this route. */
export const Public = (): MethodDecorator & ClassDecorator => declareAccess({ kind: 'public' });
