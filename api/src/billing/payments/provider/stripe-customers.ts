import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { WorkspaceSettings } from '../../../workspaces/index.js';
import { BillingPartyStore } from '../../subscriptions/billing-party.store.js';
import { isDefiniteNo, StripeClient } from './stripe.js';

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
    const made = await this.make(workspaceId, known);
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await tx.query('INSERT INTO stripe_customers (workspace_id, customer_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [workspaceId, made]);
      // Of two that were made at once the first that was written down counts.
      return (await this.find(tx, workspaceId)) ?? made;
    });
  }

  private async make(workspaceId: string, { name, email }: { readonly name: string; readonly email: string | null }): Promise<string> {
    const create = async (key: string) =>
      (await this.stripe.api.customers.create({ name, ...(email === null ? {} : { email }), metadata: { workspace_id: workspaceId } }, { idempotencyKey: key })).id;
    try {
      return await create(`customer-${workspaceId}`);
    } catch (error) {
      if (isDefiniteNo(error)) throw error;
      // An answer of 500 is repeated under its key for a day, and nobody could pay that long. A customer too many owns nothing and owes nothing.
      return (await this.lookUp(workspaceId, email)) ?? (await create(`customer-${workspaceId}-${randomUUID()}`));
    }
  }

  private async lookUp(workspaceId: string, email: string | null): Promise<string | null> {
    if (email === null) return null;
    const { data } = await this.stripe.api.customers.list({ email, limit: 100 });
    return data.find(({ metadata }) => metadata['workspace_id'] === workspaceId)?.id ?? null;
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
