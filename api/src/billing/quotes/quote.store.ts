import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import type { Offer, StoredQuote } from './quote.js';

const COLUMNS = `
  workspace_id AS "workspaceId", id, purpose, revision, plan_code AS "planCode", plan_version AS "planVersion", price_id AS "priceId",
  interval, terms, basis, currency, lines, discounts, bonus_days AS "bonusDays", coupon_code AS "couponCode", add_ons AS "addOns",
  tax_mode AS "taxMode", tax_rate_basis_points AS "taxRateBasisPoints", net_minor AS "netMinor", tax_minor AS "taxMinor",
  total_minor AS "totalMinor", hash, created_at AS "createdAt", expires_at AS "expiresAt"`;

@Injectable()
export class QuoteStore {
  async add(tx: Tx, workspaceId: string, offer: Offer, hash: string, createdAt: Date, expiresAt: Date): Promise<StoredQuote> {
    const [row] = await tx.query<StoredQuote[]>(
      `INSERT INTO quotes (workspace_id, purpose, revision, plan_code, plan_version, price_id, interval, terms, basis, currency, lines, discounts,
                           bonus_days, coupon_code, add_ons, tax_mode, tax_rate_basis_points, net_minor, tax_minor, total_minor, hash, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) RETURNING ${COLUMNS}`,
      [
        workspaceId, offer.purpose, offer.revision, offer.planCode, offer.planVersion, offer.priceId, offer.interval, offer.terms, offer.basis, offer.currency,
        JSON.stringify(offer.lines), JSON.stringify(offer.discounts), offer.bonusDays, offer.couponCode, JSON.stringify(offer.addOns), offer.taxMode,
        offer.taxRateBasisPoints, offer.netMinor, offer.taxMinor, offer.totalMinor, hash, createdAt, expiresAt,
      ],
    );
    if (!row) throw new Error('The quote was not stored');
    return row;
  }

  async get(tx: Tx, workspaceId: string, id: string): Promise<StoredQuote> {
    const [quote] = await tx.query<StoredQuote[]>(`SELECT ${COLUMNS} FROM quotes WHERE workspace_id = $1 AND id = $2`, [workspaceId, id]);
    if (!quote) throw new Refusal('not-found');
    return quote;
  }

  /** Whether everything the quote sells is still on sale at the price it names. */
  async priceStands(tx: Tx, quote: StoredQuote): Promise<boolean> {
    const [row] = await tx.query<{ stands: boolean }[]>(
      `SELECT (NOT $1 OR EXISTS (SELECT FROM plan_versions WHERE plan_code = $2 AND version = $3 AND withdrawn_at IS NULL))
         AND NOT EXISTS (
           SELECT FROM jsonb_to_recordset($4::jsonb) AS a (code text, version int)
           JOIN add_on_versions v ON v.add_on_code = a.code AND v.version = a.version WHERE v.withdrawn_at IS NOT NULL
         ) AS stands`,
      [quote.purpose === 'renewal' || quote.purpose === 'upgrade', quote.planCode, quote.planVersion, JSON.stringify(quote.addOns)],
    );
    return row?.stands ?? false;
  }
}
