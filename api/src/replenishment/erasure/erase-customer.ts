import { Injectable } from '@nestjs/common';
import type { Erasure } from '@perennial/contract/admin';
import { Entitlements, PortalSessions } from '../../access/index.js';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { type ErasedPerson, Erasers, RevokeConsents } from '../../privacy/index.js';
import { CustomerStore } from '../customers/index.js';
import { PlanReminders } from '../reminders/index.js';
import { ERASE_TRACES } from './erase-traces.job.js';
import { ErasureStore } from './erasure.store.js';

/**
 * Forgets a person: who they are goes from every table, in one transaction. What they bought stays, of nobody; so do the proof of
 * what they agreed to, under their number, and their addresses as hashes, so that no reminder ever finds them again by mistake.
 */
@Injectable()
export class EraseCustomer {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly customers: CustomerStore,
    private readonly erasures: ErasureStore,
    private readonly erasers: Erasers,
    private readonly sessions: PortalSessions,
    private readonly entitlements: Entitlements,
    private readonly planReminders: PlanReminders,
    private readonly revokeConsents: RevokeConsents,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `not-found`, `customer-merged`. The same again changes nothing. */
  async run(actor: Actor, workspaceId: string, customerId: string): Promise<Erasure> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const person = await this.customers.lockPerson(tx, workspaceId, customerId);
      if (person) await this.erase(tx, actor, person);
      const erasure = await this.erasures.find(tx, workspaceId, customerId);
      if (!erasure) throw await this.customers.refusalOf(tx, workspaceId, customerId);
      return erasure;
    });
  }

  private async erase(tx: Tx, actor: Actor, person: ErasedPerson): Promise<void> {
    const { workspaceId, customerId } = person;
    const now = this.clock.now();
    await this.erasures.add(tx, person, actor, now);
    await this.erasers.erase(tx, person);
    await this.customers.erase(tx, workspaceId, customerId, now);
    await this.sessions.endAll(tx, workspaceId, customerId);
    await this.entitlements.changed(tx, workspaceId);
    await this.planReminders.plan(tx, workspaceId, [customerId]);
    // The job has to know whom to look for; with its end that is gone, too.
    await this.jobs.enqueue(tx, ERASE_TRACES, { ...person });
    await this.audit.record(tx, workspaceId, { actor, command: 'erase-customer', subject: { kind: 'customer', id: customerId } });
    // Last, because from here to the commit nobody else records a consent.
    await this.revokeConsents.run(tx, workspaceId, customerId, actor);
  }
}
