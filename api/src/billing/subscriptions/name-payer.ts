import { Injectable } from '@nestjs/common';
import type { BillingProfile, NamePayer as Payer } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { BillingPartyStore } from './billing-party.store.js';
import { SubscriptionStore } from './subscription.store.js';
import { taxIdFits } from './tax-id.js';

/** Says who invoices are made out to from now on. What was issued stays as it is. */
@Injectable()
export class NamePayer {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly parties: BillingPartyStore,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `no-subscription`, and `tax-id-needed` to whoever accounts for the tax themselves, `tax-id-malformed`. */
  async run(actor: Actor, workspaceId: string, payer: Payer): Promise<BillingProfile> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await this.subscriptions.lock(tx, workspaceId);
      const { mode, country: before } = await this.parties.profile(tx, workspaceId);
      const country = payer.country === undefined ? before : payer.country;
      if (mode === 'reverse-charge' && payer.taxId === null) throw new Refusal('tax-id-needed');
      if (country !== null && payer.taxId !== null && !taxIdFits(country, payer.taxId)) throw new Refusal('tax-id-malformed', { country });
      await this.parties.namePayer(tx, workspaceId, payer);
      // Names and addresses are kept once, not copied into the trail.
      await this.audit.record(tx, workspaceId, { actor, command: 'name-payer', subject: { kind: 'subscription', id: workspaceId } });
      return this.parties.presented(tx, workspaceId);
    });
  }
}
