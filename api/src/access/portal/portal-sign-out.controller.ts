import { Controller, Delete, HttpCode, Inject } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { actorOf, CurrentCaller, type CustomerCaller } from '../guard/caller.js';
import { Customers } from '../guard/declarations.js';
import { CurrentExchange, type Exchange } from '../guard/exchange.js';
import { PORTAL_COOKIE, portalCookie } from './portal-cookie.js';
import { PortalSessions } from './portal-sessions.js';

@ApiTags('Portal sign-in')
@Customers()
@Controller('portal/sessions')
export class PortalSignOutController {
  constructor(
    private readonly database: Database,
    private readonly sessions: PortalSessions,
    private readonly audit: AuditTrail,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Delete('current')
  @HttpCode(204)
  @ApiOperation({ summary: 'Leave the portal; the cookie no longer works anywhere' })
  @ApiNoContentResponse()
  async end(@CurrentCaller() caller: CustomerCaller, @CurrentExchange() { res }: Exchange): Promise<void> {
    const { workspaceId, sessionId } = caller;
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.sessions.end(tx, workspaceId, sessionId);
      await this.audit.record(tx, workspaceId, { actor: actorOf(caller), command: 'leave-portal', subject: { kind: 'portal-session', id: sessionId } });
    });
    const { maxAge: _, ...cookie } = portalCookie(this.settings);
    res.clearCookie(PORTAL_COOKIE, cookie);
  }
}
