import { Injectable } from '@nestjs/common';
import type { BillingContacts } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { BillingPartyStore, type StoredContact } from '../subscriptions/billing-party.store.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { ScheduleBilling } from './schedule-billing.js';

/** Says who hears about the plan, the first to hear first. */
@Injectable()
export class NameContacts {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly parties: BillingPartyStore,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, { contacts }: BillingContacts): Promise<StoredContact[]> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, workspaceId);
      await this.parties.putContacts(tx, workspaceId, contacts, this.clock.now());
      await this.schedule.run(tx, s);
      await this.audit.record(tx, workspaceId, { actor, command: 'name-contacts', subject: { kind: 'subscription', id: workspaceId }, details: { contacts: contacts.length } });
      return this.parties.contacts(tx, workspaceId);
    });
  }
}
