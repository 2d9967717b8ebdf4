import { Injectable } from '@nestjs/common';
import type { BillingProfile, TaxTreatment } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { BillingPartyStore } from './billing-party.store.js';
import { SubscriptionStore } from './subscription.store.js';

/** Says how a workspace is taxed from now on. A quote that says otherwise cannot be confirmed any more; what was confirmed is what is charged. */
@Injectable()
export class SetTax {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly parties: BillingPartyStore,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `no-subscription`, and `tax-id-needed`: a reverse-charge invoice names the payer's. */
  async run(actor: Actor, workspaceId: string, tax: TaxTreatment): Promise<BillingProfile> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await this.subscriptions.lock(tx, workspaceId);
      const before = await this.parties.profile(tx, workspaceId);
      if (tax.mode === 'reverse-charge' && before.taxId === null) throw new Refusal('tax-id-needed');
      await this.parties.setTax(tx, workspaceId, tax);
      const from = { mode: before.mode, rateBasisPoints: before.rateBasisPoints };
      await this.audit.record(tx, workspaceId, { actor, command: 'set-tax', subject: { kind: 'subscription', id: workspaceId }, details: { from, to: tax } });
      return this.parties.presented(tx, workspaceId);
    });
  }
}
