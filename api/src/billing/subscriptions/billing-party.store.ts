import { Injectable } from '@nestjs/common';
import type { TaxRule } from '@perennial/billing';
import type { BillingProfile as PresentedProfile, NamePayer, TaxTreatment } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';

export interface BillingProfile extends TaxRule {
  readonly legalName: string;
  readonly address: string;
  readonly taxId: string | null;
  /** ISO 3166-1; null: not said. */
  readonly country: string | null;
  /** Of papers and receipts; null: that of the workspace. */
  readonly language: 'en' | 'zh-CN' | null;
}

export interface BillingContact {
  readonly name: string;
  readonly email: string;
  readonly locale: 'en' | 'zh-CN';
  /** Null: the zone of the plan. */
  readonly timeZone?: string | null;
  /** Notices go there as well. */
  readonly phone?: string | null;
}

export type StoredContact = BillingContact & { readonly id: string; readonly timeZone: string | null; readonly phone: string | null };

/** Who pays for a workspace and who hears about it, the first contact first. */
export interface BillingParty {
  readonly profile: Omit<BillingProfile, 'country' | 'language'> & Partial<Pick<BillingProfile, 'country' | 'language'>>;
  readonly contacts: readonly BillingContact[];
}

@Injectable()
export class BillingPartyStore {
  async put(tx: Tx, workspaceId: string, { profile, contacts }: BillingParty): Promise<void> {
    await tx.query(
      `INSERT INTO billing_profiles (workspace_id, legal_name, address, tax_id, tax_mode, tax_rate_basis_points, language, country) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [workspaceId, profile.legalName, profile.address, profile.taxId, profile.mode, profile.rateBasisPoints, profile.language ?? null, profile.country ?? null],
    );
    await this.putContacts(tx, workspaceId, contacts, null);
  }

  /** Makes these the contacts, in this order. Who was one before and is not any more stays known and hears nothing. */
  async putContacts(tx: Tx, workspaceId: string, contacts: readonly BillingContact[], now: Date | null): Promise<void> {
    await tx.query('UPDATE billing_contacts SET removed_at = $2 WHERE workspace_id = $1 AND removed_at IS NULL', [workspaceId, now]);
    for (const [index, { name, email, locale, timeZone, phone }] of contacts.entries()) {
      const known = await tx.query<[unknown[], number]>(
        `UPDATE billing_contacts SET position = $3, name = $4, locale = $5, time_zone = $6, phone = $7, removed_at = NULL
         WHERE workspace_id = $1 AND id = (SELECT id FROM billing_contacts WHERE workspace_id = $1 AND lower(email) = lower($2) LIMIT 1) RETURNING id`,
        [workspaceId, email, index + 1, name, locale, timeZone ?? null, phone ?? null],
      );
      if (known[1] > 0) continue;
      await tx.query('INSERT INTO billing_contacts (workspace_id, position, name, email, locale, time_zone, phone) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
        workspaceId, index + 1, name, email, locale, timeZone ?? null, phone ?? null,
      ]);
    }
  }

  /** Refuses `no-subscription`: every subscription has one. */
  async profile(tx: Tx, workspaceId: string): Promise<BillingProfile> {
    const [profile] = await tx.query<BillingProfile[]>(
      `SELECT legal_name AS "legalName", address, tax_id AS "taxId", tax_mode AS mode, tax_rate_basis_points AS "rateBasisPoints", language, country
       FROM billing_profiles WHERE workspace_id = $1`,
      [workspaceId],
    );
    if (!profile) throw new Refusal('no-subscription');
    return profile;
  }

  async presented(tx: Tx, workspaceId: string): Promise<PresentedProfile> {
    const { legalName, address, taxId, country, language, mode, rateBasisPoints } = await this.profile(tx, workspaceId);
    return { legalName, address, taxId, country, language, tax: { mode, rateBasisPoints } };
  }

  async namePayer(tx: Tx, workspaceId: string, { legalName, address, taxId, country, language }: NamePayer): Promise<void> {
    await tx.query(
      `UPDATE billing_profiles SET legal_name = $2, address = $3, tax_id = $4,
         language = CASE WHEN $5 THEN $6 ELSE language END, country = CASE WHEN $7 THEN $8 ELSE country END
       WHERE workspace_id = $1`,
      [workspaceId, legalName, address, taxId, language !== undefined, language ?? null, country !== undefined, country ?? null],
    );
  }

  async setTax(tx: Tx, workspaceId: string, { mode, rateBasisPoints }: TaxTreatment): Promise<void> {
    await tx.query('UPDATE billing_profiles SET tax_mode = $2, tax_rate_basis_points = $3 WHERE workspace_id = $1', [workspaceId, mode, rateBasisPoints]);
  }

  /** The contacts, the first to hear first. */
  async contacts(tx: Tx, workspaceId: string): Promise<StoredContact[]> {
    return tx.query(
      'SELECT id, name, email, locale, time_zone AS "timeZone", phone FROM billing_contacts WHERE workspace_id = $1 AND removed_at IS NULL ORDER BY position',
      [workspaceId],
    );
  }
}
