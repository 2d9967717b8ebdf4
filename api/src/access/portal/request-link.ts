import { Injectable } from '@nestjs/common';
import type { RequestPortalLink } from '@perennial/contract/portal';
import { AuditTrail } from '../../platform/audit/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceToken } from '../workspace-token.js';
import { type AddressedCustomer, CustomerDirectory } from './customer-directory.js';
import { PORTAL_LINK_TAG, PortalLinks } from './portal-links.js';

/** Mails a customer a link to the portal. Whether anybody was found is told to nobody. */
@Injectable()
export class RequestLink {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomerDirectory,
    private readonly links: PortalLinks,
    private readonly queue: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  async run(request: RequestPortalLink): Promise<void> {
    await ('token' in request ? this.bySpentLink(request.token) : this.byAddress(request.workspace, request.email));
  }

  private async byAddress(slug: string, email: string): Promise<void> {
    const [workspace] = await this.database.dataSource.query<{ id: string }[]>('SELECT id FROM workspaces WHERE slug = $1', [slug]);
    if (!workspace) return;
    await this.database.inWorkspace(workspace.id, async (tx) => {
      const customer = await this.customers.byEmail(tx, workspace.id, email);
      if (customer) await this.mail(tx, workspace.id, customer, '/');
    });
  }

  // A link found in an old reminder, or opened before: whoever holds it gets nothing, the customer gets a new one by mail.
  private async bySpentLink(text: string): Promise<void> {
    const token = WorkspaceToken.read(PORTAL_LINK_TAG, text);
    if (!token) return;
    const { workspaceId } = token;
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const link = await this.links.spent(tx, token);
      const customer = link && (await this.customers.byId(tx, workspaceId, link.customerId));
      if (customer) await this.mail(tx, workspaceId, customer, link.path);
    });
  }

  private async mail(tx: Tx, workspaceId: string, { id, email, locale }: AddressedCustomer, path: string): Promise<void> {
    const url = await this.links.create(tx, workspaceId, id, path);
    await this.queue.enqueue(tx, 'account-mail', { workspaceId, template: 'portal-sign-in', to: email, locale, variables: { url } });
    const actor = { kind: 'customer', id } as const;
    await this.audit.record(tx, workspaceId, { actor, command: 'request-link', subject: { kind: 'customer', id } });
  }
}
