import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type ApiKeyScope, type Role, roleReaches } from '@perennial/contract/admin';
import type { Request } from 'express';
import { Database } from '../../platform/database/index.js';
import { ACCESS_RULE, type AccessRule, Refusal } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { RecogniseApiKey } from '../api-keys/recognise-api-key.js';
import { Entitlements } from '../entitlements/entitlements.js';
import { Memberships } from '../members/memberships.js';
import { OperatorRoll } from '../members/operator-roll.js';
import { PORTAL_COOKIE } from '../portal/portal-cookie.js';
import { PortalSessions } from '../portal/portal-sessions.js';
import { StaffSessions } from '../staff/staff-sessions.js';
import { type ApiKeyCaller, type Caller, type CustomerCaller, type MemberCaller, rememberCaller } from './caller.js';
import { OPEN_WHILE_SUSPENDED } from './declarations.js';
import { isRead, isSameOrigin } from './same-origin.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Stands before every route and lets in only whom the route's access rule names. A route without a rule answers nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly staff: StaffSessions,
    private readonly memberships: Memberships,
    private readonly operators: OperatorRoll,
    private readonly apiKeys: RecogniseApiKey,
    private readonly portal: PortalSessions,
    private readonly entitlements: Entitlements,
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [context.getHandler(), context.getClass()]);
    if (!rule) throw new Refusal('not-found');
    if (rule.kind === 'public') return true;
    const req = context.switchToHttp().getRequest<Request>();
    const caller = await this.recognise(req, rule);
    const open = this.reflector.getAllAndOverride<boolean | undefined>(OPEN_WHILE_SUSPENDED, [context.getHandler(), context.getClass()]);
    if (!open && (caller.kind === 'member' || caller.kind === 'api-key')) await this.refuseBeyondPlan(req, caller.workspaceId);
    rememberCaller(req, caller);
    return true;
  }

  private async refuseBeyondPlan(req: Request, workspaceId: string): Promise<void> {
    const { access } = await this.database.inWorkspace(workspaceId, (tx) => this.entitlements.of(tx, workspaceId));
    if (access === 'none') throw new Refusal('workspace-expired');
    if (access === 'read-only' && !isRead(req)) throw new Refusal('workspace-suspended');
  }

  private async recognise(req: Request, rule: Exclude<AccessRule, { kind: 'public' }>): Promise<Caller> {
    if (rule.kind === 'customers') return this.customer(req);
    const key = bearer(req);
    if (key !== null) {
      if (rule.kind !== 'members' || rule.scope === null) throw new Refusal('not-for-api-keys');
      return this.apiKey(req, key, rule.scope);
    }
    this.refuseForeignOrigin(req);
    const userId = await this.staff.userOf(req);
    if (!userId) throw new Refusal('not-signed-in');
    if (rule.kind === 'signed-in') return { kind: 'user', userId };
    if (rule.kind === 'members') return this.member(req, userId, rule.role);
    if (!(await this.operators.has(userId))) throw new Refusal('operators-only');
    return { kind: 'operator', userId };
  }

  private async member(req: Request, userId: string, needed: Role): Promise<MemberCaller> {
    const workspaceId = workspaceOf(req);
    const role = await this.memberships.roleOf(userId, workspaceId);
    if (!role) throw new Refusal('not-a-member');
    if (!roleReaches(role, needed)) throw new Refusal('role-too-low', { needed });
    return { kind: 'member', userId, workspaceId, role };
  }

  // A key is no cookie: no page can make a browser send it, so its origin does not matter.
  private async apiKey(req: Request, text: string, scope: ApiKeyScope): Promise<ApiKeyCaller> {
    const caller = await this.apiKeys.run(text);
    if (!caller) throw new Refusal('key-not-valid');
    if (caller.workspaceId !== workspaceOf(req)) throw new Refusal('not-a-member');
    if (!caller.scopes.includes(scope)) throw new Refusal('scope-missing', { scope });
    return caller;
  }

  private async customer(req: Request): Promise<CustomerCaller> {
    this.refuseForeignOrigin(req);
    const cookie = (req.cookies as Record<string, unknown>)[PORTAL_COOKIE];
    const caller = typeof cookie === 'string' ? await this.portal.recognise(cookie) : null;
    if (!caller) throw new Refusal('not-signed-in');
    return caller;
  }

  private refuseForeignOrigin(req: Request): void {
    if (!isSameOrigin(req, this.settings.publicUrl)) throw new Refusal('foreign-origin');
  }
}

function bearer(req: Request): string | null {
  const header = req.headers.authorization;
  return header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : null;
}

function workspaceOf(req: Request): string {
  const id = req.params['workspaceId'];
  if (typeof id !== 'string' || !UUID.test(id)) throw new Refusal('not-found');
  return id.toLowerCase();
}
