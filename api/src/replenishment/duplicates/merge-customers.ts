import { Injectable } from '@nestjs/common';
import type { Customer } from '@perennial/contract/admin';
import { Entitlements, PortalSessions } from '../../access/index.js';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { MergeConsents } from '../../privacy/index.js';
import { AttributePurchases } from '../attribution/index.js';
import { CustomerStore } from '../customers/index.js';
import { Estimates } from '../cycles/index.js';
import { PlanReminders } from '../reminders/index.js';
import * as sql from './moving.sql.js';

type ProductId = string | null;

/**
 * Two entries that are one person become one: purchases, words, reminders and arms go to the one who stays, the stricter consent
 * wins, and estimates and plan follow, all in one transaction. Who is gone is remembered, so that whoever names them finds who they are.
 */
@Injectable()
export class MergeCustomers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly customers: CustomerStore,
    private readonly consents: MergeConsents,
    private readonly sessions: PortalSessions,
    private readonly entitlements: Entitlements,
    private readonly estimates: Estimates,
    private readonly planReminders: PlanReminders,
    private readonly attributePurchases: AttributePurchases,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Refuses `merge-into-itself`, `not-found`, `customer-merged`, `imports-under-way`. The same merge again changes nothing.
   * @param from who goes
   * @param into who stays
   */
  async run(actor: Actor, workspaceId: string, from: string, into: string): Promise<Customer> {
    if (from === into) throw new Refusal('merge-into-itself');
    return this.database.inWorkspace(workspaceId, async (tx) => {
      // An import looks customers up long before it books for them.
      const [lock] = await tx.query<{ free: boolean }[]>('SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free', [`import:${workspaceId}`]);
      if (!lock?.free) throw new Refusal('imports-under-way');
      const [goes, stays] = await this.customers.lockBoth(tx, workspaceId, from, into);
      if (!stays) throw await this.customers.refusalOf(tx, workspaceId, into);
      if (!goes) {
        if ((await this.customers.successor(tx, workspaceId, from)) === into) return stays;
        throw await this.customers.refusalOf(tx, workspaceId, from);
      }
      const merged = await this.merge(tx, workspaceId, actor, goes, stays);
      await this.audit.record(tx, workspaceId, { actor, command: 'merge-customers', subject: { kind: 'customer', id: into }, details: { merged: from } });
      return merged;
    });
  }

  private async merge(tx: Tx, workspaceId: string, actor: Actor, goes: Customer, stays: Customer): Promise<Customer> {
    const both = [workspaceId, goes.id, stays.id];
    const stopped = await this.stopped(tx, both);
    for (const statement of [...sql.MOVE, ...sql.MOVE_CYCLES, sql.DROP_ATTRIBUTIONS, ...sql.MOVE_REMINDERS, ...sql.MOVE_ARMS, ...sql.MOVE_ORDERED]) await tx.query(statement, both);
    await this.sessions.endAll(tx, workspaceId, goes.id);
    const merged = await this.customers.absorb(tx, workspaceId, goes, stays, this.clock.now());
    await this.entitlements.changed(tx, workspaceId);
    await this.keepStopped(tx, workspaceId, actor, merged.id, stopped);
    await this.estimates.refresh(tx, workspaceId, [merged.id]);
    await this.planReminders.plan(tx, workspaceId, [merged.id]);
    await this.attributePurchases.run(tx, workspaceId, [merged.id]);
    // Last, because from here to the commit nobody else records a consent.
    await this.consents.run(tx, { workspaceId, from: goes.id, into: merged.id, actor, sameAddress: { email: merged.email === goes.email, sms: merged.phone === goes.phone, webhook: true } });
    return merged;
  }

  private async stopped(tx: Tx, both: readonly string[]): Promise<ProductId[]> {
    return (await tx.query<{ productId: ProductId }[]>(sql.STOPPED, [...both])).map(({ productId }) => productId);
  }

  /** Whatever either had stopped stays stopped, although the other may have said otherwise later. */
  private async keepStopped(tx: Tx, workspaceId: string, actor: Actor, customerId: string, stopped: readonly ProductId[]): Promise<void> {
    const still = await this.stopped(tx, [workspaceId, customerId, customerId]);
    const lost = stopped.filter((productId) => !still.includes(productId));
    if (lost.length === 0) return;
    await tx.query(
      `INSERT INTO feedback (workspace_id, customer_id, product_id, kind, actor_kind, actor_id, said_at, said_on)
       SELECT $1, $2, product_id, CASE WHEN product_id IS NULL THEN 'stop-all' ELSE 'stop-product' END, 'staff', $4, $5, $6 FROM unnest($3::uuid[]) AS product_id`,
      [workspaceId, customerId, lost, actor.id, this.clock.now(), await this.estimates.today(tx, workspaceId)],
    );
  }
}
