import { Injectable } from '@nestjs/common';
import type { TaxRule } from '@perennial/billing';
import type { Tx } from '../../platform/database/index.js';

export interface BillingProfile extends TaxRule {
  readonly legalName: string;
  readonly address: string;
  readonly taxId: string | null;
}

export interface BillingContact {
  readonly name: string;
  readonly email: string;
  readonly locale: 'en' | 'zh-CN';
}

/** Who pays for a workspace and who hears about it, the first contact first. */
export interface BillingParty {
  readonly profile: BillingProfile;
  readonly contacts: readonly BillingContact[];
}

@Injectable()
export class BillingPartyStore {
  async put(tx: Tx, workspaceId: string, { profile, contacts }: BillingParty): Promise<void> {
    await tx.query(
      `INSERT INTO billing_profiles (workspace_id, legal_name, address, tax_id, tax_mode, tax_rate_basis_points) VALUES ($1, $2, $3, $4, $5, $6)`,
      [workspaceId, profile.legalName, profile.address, profile.taxId, profile.mode, profile.rateBasisPoints],
    );
    for (const [index, { name, email, locale }] of contacts.entries()) {
      await tx.query('INSERT INTO billing_contacts (workspace_id, position, name, email, locale) VALUES ($1, $2, $3, $4, $5)', [
        workspaceId, index + 1, name, email, locale,
      ]);
    }
  }

  async profile(tx: Tx, workspaceId: string): Promise<BillingProfile> {
    const [profile] = await tx.query<BillingProfile[]>(
      `SELECT legal_name AS "legalName", address, tax_id AS "taxId", tax_mode AS mode, tax_rate_basis_points AS "rateBasisPoints"
       FROM billing_profiles WHERE workspace_id = $1`,
      [workspaceId],
    );
    if (!profile) throw new Error('A subscription without a billing profile');
    return profile;
  }

  /** The contacts, the first to hear first. */
  async contacts(tx: Tx, workspaceId: string): Promise<(BillingContact & { readonly id: string })[]> {
    return tx.query('SELECT id, name, email, locale FROM billing_contacts WHERE workspace_id = $1 ORDER BY position', [workspaceId]);
  }
}
