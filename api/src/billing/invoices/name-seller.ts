import { Injectable } from '@nestjs/common';
import type { Seller } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { SellerStore } from './seller.store.js';

/** Says who issues the invoices from now on. Those already issued keep the seller printed on them. */
@Injectable()
export class NameSeller {
  constructor(
    private readonly database: Database,
    private readonly sellers: SellerStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(actor: Actor, seller: Seller): Promise<Seller> {
    return this.database.global(async (tx) => {
      await this.sellers.put(tx, seller);
      await this.audit.recordGlobal(tx, { actor, command: 'name-seller', subject: { kind: 'seller', id: seller.series } });
      return seller;
    });
  }
}
