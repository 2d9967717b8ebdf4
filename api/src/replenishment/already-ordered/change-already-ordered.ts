import { Injectable } from '@nestjs/common';
import type { AlreadyOrdered, KeepAlreadyOrdered } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { ProductStore } from '../catalog/index.js';
import { CustomerStore } from '../customers/index.js';
import { PlanReminders } from '../reminders/index.js';
import { AlreadyOrderedStore } from './already-ordered.store.js';

/** A shop's own system says what comes to a customer anyway; the plan follows in the same transaction. */
@Injectable()
export class ChangeAlreadyOrdered {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: AlreadyOrderedStore,
    private readonly customers: CustomerStore,
    private readonly products: ProductStore,
    private readonly planReminders: PlanReminders,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `not-found`, `customer-merged`, `customer-erased`. */
  async list(workspaceId: string, customerId: string): Promise<{ data: AlreadyOrdered[]; total: number }> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await this.customers.known(tx, workspaceId, customerId);
      const data = await this.store.list(tx, workspaceId, customerId);
      return { data, total: data.length };
    });
  }

  /** Refuses `not-found` for an unknown product too. The same again changes nothing but its end. */
  async keep(actor: Actor, workspaceId: string, customerId: string, entry: KeepAlreadyOrdered): Promise<AlreadyOrdered> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      if ((await this.customers.hold(tx, workspaceId, customerId)) !== customerId) throw await this.customers.refusalOf(tx, workspaceId, customerId);
      if (!(await this.products.find(tx, workspaceId, entry.productId))) throw new Refusal('not-found');
      const kept = await this.store.keep(tx, workspaceId, customerId, entry, this.clock.now());
      await this.planReminders.plan(tx, workspaceId, [customerId]);
      await this.audit.record(tx, workspaceId, { actor, command: 'keep-already-ordered', subject: { kind: 'customer', id: customerId } });
      return kept;
    });
  }

  /** Refuses `not-found`. */
  async end(actor: Actor, workspaceId: string, customerId: string, id: string): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.store.end(tx, workspaceId, customerId, id))) throw new Refusal('not-found');
      await this.planReminders.plan(tx, workspaceId, [customerId]);
      await this.audit.record(tx, workspaceId, { actor, command: 'end-already-ordered', subject: { kind: 'customer', id: customerId } });
    });
  }
}
