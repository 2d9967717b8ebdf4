import { Injectable } from '@nestjs/common';
import type { AddOn, PublishAddOn as PublishAddOnInput } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { AddOnStore } from './add-on.store.js';
import { refuseForeignCurrencies } from './sold-currencies.js';

/** Puts an add-on on sale, or a new version of it. What was sold before keeps what it lifts. */
@Injectable()
export class PublishAddOn {
  constructor(
    private readonly database: Database,
    private readonly addOns: AddOnStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `currency-not-sold`. */
  async run(actor: Actor, addOn: PublishAddOnInput): Promise<AddOn> {
    refuseForeignCurrencies(addOn.prices);
    return this.database.global(async (tx) => {
      const version = await this.addOns.add(tx, addOn, this.clock.now());
      await this.audit.recordGlobal(tx, { actor, command: 'publish-add-on', subject: { kind: 'add-on', id: addOn.code }, details: { version } });
      return this.addOns.version(tx, addOn.code, version);
    });
  }
}
