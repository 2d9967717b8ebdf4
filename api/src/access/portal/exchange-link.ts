import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import type { CustomerCaller } from '../guard/caller.js';
import { WorkspaceToken } from '../workspace-token.js';
import { PORTAL_LINK_TAG, PortalLinks } from './portal-links.js';
import { PortalSessions } from './portal-sessions.js';

/** Takes a link's token and begins the customer's session. */
@Injectable()
export class ExchangeLink {
  constructor(
    private readonly database: Database,
    private readonly links: PortalLinks,
    private readonly sessions: PortalSessions,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param visit the session cookie that came along, if any: who is still there may go where a spent link of theirs leads
   * @returns the text of the new session cookie (null: the one that came along stays), and where in the portal the link leads
   */
  async run(text: string, visit: string | null): Promise<{ cookie: string | null; path: string }> {
    const token = WorkspaceToken.read(PORTAL_LINK_TAG, text);
    if (!token) throw new Refusal('link-not-valid');
    const { workspaceId } = token;
    const visitor = visit === null ? null : await this.sessions.recognise(visit);
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const link = await this.links.use(tx, token);
      if (!link) return { cookie: null, path: await this.pathOfSpent(tx, token, visitor) };
      const cookie = await this.sessions.begin(tx, workspaceId, link.customerId);
      const actor = { kind: 'customer', id: link.customerId } as const;
      await this.audit.record(tx, workspaceId, { actor, command: 'exchange-link', subject: { kind: 'portal-link', id: link.id } });
      return { cookie, path: link.path };
    });
  }

  private async pathOfSpent(tx: Tx, token: WorkspaceToken, visitor: CustomerCaller | null): Promise<string> {
    const link = await this.links.spent(tx, token);
    if (!link) throw new Refusal('link-not-valid');
    const theirs = visitor?.workspaceId === token.workspaceId && visitor.customerId === link.customerId;
    if (!theirs) throw new Refusal(link.used ? 'link-used' : 'link-expired');
    return link.path;
  }
}
