import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
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

  /** @returns the text of the session cookie, and where in the portal the link leads */
  async run(text: string): Promise<{ cookie: string; path: string }> {
    const token = WorkspaceToken.read(PORTAL_LINK_TAG, text);
    if (!token) throw new Refusal('link-not-valid');
    const { workspaceId } = token;
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const link = await this.links.use(tx, token);
      if (!link) throw new Refusal((await this.links.expired(tx, token)) ? 'link-expired' : 'link-not-valid');
      const cookie = await this.sessions.begin(tx, workspaceId, link.customerId);
      const actor = { kind: 'customer', id: link.customerId } as const;
      await this.audit.record(tx, workspaceId, { actor, command: 'exchange-link', subject: { kind: 'portal-link', id: link.id } });
      return { cookie, path: link.path };
    });
  }
}
