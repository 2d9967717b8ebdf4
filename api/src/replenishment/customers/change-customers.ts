import { Injectable } from '@nestjs/common';
import type { CreateCustomer, Customer, UpdateCustomer } from '@perennial/contract/admin';
import { Memberships } from '../../access/index.js';
import { Entitlements } from '../../access/index.js';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { PLAN_REMINDERS } from '../rules/index.js';
import { CustomerStore } from './customer.store.js';

/** The customer file as staff keep it. */
@Injectable()
export class ChangeCustomers {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomerStore,
    private readonly settings: WorkspaceSettings,
    private readonly entitlements: Entitlements,
    private readonly memberships: Memberships,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `external-id-taken`, `contact-limit-reached`. */
  async create(actor: Actor, workspaceId: string, customer: CreateCustomer): Promise<Customer> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      this.entitlements.keepWithin(tx, workspaceId, 'contacts');
      const locale = customer.locale ?? (await this.settings.get(tx, workspaceId)).locale;
      // Also the external id of somebody who was merged is taken: whoever names it means the one they are now.
      if (customer.externalId && (await this.customers.byExternalId(tx, workspaceId, customer.externalId))) throw new Refusal('external-id-taken');
      const [id] = await this.customers.add(tx, workspaceId, [{ ...customer, locale }], this.clock.now());
      if (id === undefined) throw new Refusal('external-id-taken');
      await this.audit.record(tx, workspaceId, { actor, command: 'create-customer', subject: { kind: 'customer', id } });
      const created = await this.customers.find(tx, workspaceId, id);
      if (!created) throw new Refusal('not-found');
      return created;
    });
  }

  /** Refuses `not-found`, `customer-merged`, `external-id-taken`, `owner-not-a-member`. Rules may see the customer otherwise then, so the plan follows. Fields that are left out stay as they are. */
  async update(actor: Actor, workspaceId: string, id: string, change: UpdateCustomer): Promise<Customer> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const customer = await this.customers.known(tx, workspaceId, id);
      const namesake = change.externalId ? await this.customers.byExternalId(tx, workspaceId, change.externalId) : null;
      if (namesake && namesake.id !== id) throw new Refusal('external-id-taken');
      if (change.ownerId && !(await this.memberships.roleOf(change.ownerId, workspaceId))) throw new Refusal('owner-not-a-member');
      await this.jobs.enqueue(tx, PLAN_REMINDERS, { workspaceId, customerIds: [id] }, { key: `${PLAN_REMINDERS}:${workspaceId}:${id}` });
      await this.audit.record(tx, workspaceId, { actor, command: 'update-customer', subject: { kind: 'customer', id }, details: { fields: Object.keys(change) } });
      return this.customers.update(tx, workspaceId, customer, change, this.clock.now());
    });
  }
}
