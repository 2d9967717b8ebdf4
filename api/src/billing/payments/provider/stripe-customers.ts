import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { WorkspaceSettings } from '../../../workspaces/index.js';
import { BillingPartyStore } from '../../subscriptions/billing-party.store.js';
import { StripeClient } from './stripe.js';

/** The provider's customer of each workspace, made when it is first needed. Never called inside a transaction. */
@Injectable()
export class StripeCustomers {
  constructor(
    private readonly database: Database,
    private readonly stripe: StripeClient,
    private readonly parties: BillingPartyStore,
    private readonly workspaces: WorkspaceSettings,
  ) {}

  async ensure(workspaceId: string): Promise<string> {
    const known = await this.database.inWorkspace(workspaceId, async (tx) => ({ id: await this.find(tx, workspaceId), ...(await this.describe(tx, workspaceId)) }));
    if (known.id !== null) return known.id;
    const { name, email } = known;
    const created = await this.stripe.api.customers.create(
      { name, ...(email === null ? {} : { email }), metadata: { workspace_id: workspaceId } },
      { idempotencyKey: `customer-${workspaceId}` },
    );
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await tx.query('INSERT INTO stripe_customers (workspace_id, customer_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [workspaceId, created.id]);
      // Of two that were made at once the first that was written down counts.
      return (await this.find(tx, workspaceId)) ?? created.id;
    });
  }

  async find(tx: Tx, workspaceId: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>('SELECT customer_id AS id FROM stripe_customers WHERE workspace_id = $1', [workspaceId]);
    return row?.id ?? null;
  }

  private async describe(tx: Tx, workspaceId: string): Promise<{ name: string; email: string | null }> {
    const [contact] = await this.parties.contacts(tx, workspaceId);
    return { name: (await this.workspaces.get(tx, workspaceId)).name, email: contact?.email ?? null };
  }
}
