import { Injectable } from '@nestjs/common';
import type { NamedReduction } from '@perennial/billing';
import { money } from '@perennial/money';
import type { Coupon, CouponInUse } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

interface Row {
  readonly code: string;
  readonly basisPoints: number | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly maxRedemptions: number | null;
  readonly redemptions: number;
}

const COLUMNS = `
  code, percent_basis_points AS "basisPoints", amount_minor AS "amountMinor", currency, valid_from AS "validFrom", valid_until AS "validUntil",
  max_redemptions AS "maxRedemptions", redemptions`;

@Injectable()
export class CouponStore {
  /** @returns false when the code is taken */
  async add(tx: Tx, { code, reduction, validFrom, validUntil, maxRedemptions }: Coupon, now: Date): Promise<boolean> {
    const percent = reduction.kind === 'percent';
    const added = await tx.query<unknown[]>(
      `INSERT INTO coupons (code, percent_basis_points, amount_minor, currency, valid_from, valid_until, max_redemptions, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING code`,
      [code, percent ? reduction.basisPoints : null, percent ? null : reduction.amount, percent ? null : reduction.currency, validFrom, validUntil, maxRedemptions, now],
    );
    return added.length > 0;
  }

  async list(tx: Tx): Promise<CouponInUse[]> {
    const rows = await tx.query<Row[]>(`SELECT ${COLUMNS} FROM coupons ORDER BY created_at DESC, code`);
    return rows.map(({ code, validFrom, validUntil, maxRedemptions, redemptions, ...row }) => ({
      code, reduction: reductionOf(row), validFrom: validFrom.toISOString(), validUntil: validUntil.toISOString(), maxRedemptions, redemptions,
    }));
  }

  /** The coupon when it can be used by this workspace in this currency now; null when it cannot. */
  async usable(tx: Tx, workspaceId: string, code: string, currency: string, now: Date): Promise<NamedReduction | null> {
    const [row] = await tx.query<Row[]>(
      `SELECT ${COLUMNS} FROM coupons c
       WHERE code = $1 AND valid_from <= $2 AND valid_until > $2 AND (max_redemptions IS NULL OR redemptions < max_redemptions)
         AND (currency IS NULL OR currency = $3)
         AND NOT EXISTS (SELECT FROM coupon_redemptions r WHERE r.workspace_id = $4 AND r.coupon_code = c.code)`,
      [code, now, currency, workspaceId],
    );
    if (!row) return null;
    const reduction = reductionOf(row);
    return { code, reduction: reduction.kind === 'percent' ? reduction : { kind: 'amount', amount: money(reduction.amount, reduction.currency) } };
  }

  /** What was confirmed is honoured, also when others have used it up meanwhile. */
  async redeem(tx: Tx, workspaceId: string, code: string, quoteId: string, now: Date): Promise<void> {
    await tx.query('INSERT INTO coupon_redemptions (workspace_id, coupon_code, quote_id, redeemed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [workspaceId, code, quoteId, now]);
    await tx.query('UPDATE coupons SET redemptions = redemptions + 1 WHERE code = $1', [code]);
  }
}

function reductionOf({ basisPoints, amountMinor, currency }: Pick<Row, 'basisPoints' | 'amountMinor' | 'currency'>): Coupon['reduction'] {
  return basisPoints !== null ? { kind: 'percent', basisPoints } : { kind: 'amount', amount: amountMinor ?? 0, currency: currency ?? '' };
}
