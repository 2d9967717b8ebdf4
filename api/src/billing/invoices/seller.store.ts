import { Injectable } from '@nestjs/common';
import type { Seller } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

@Injectable()
export class SellerStore {
  async find(tx: Tx): Promise<Seller | null> {
    const [seller] = await tx.query<Seller[]>('SELECT legal_name AS "legalName", address, tax_id AS "taxId", series FROM seller');
    return seller ?? null;
  }

  async put(tx: Tx, seller: Seller): Promise<void> {
    await tx.query(
      `INSERT INTO seller (legal_name, address, tax_id, series) VALUES ($1, $2, $3, $4)
       ON CONFLICT (one) DO UPDATE SET legal_name = excluded.legal_name, address = excluded.address, tax_id = excluded.tax_id, series = excluded.series`,
      [seller.legalName, seller.address, seller.taxId, seller.series],
    );
  }
}
