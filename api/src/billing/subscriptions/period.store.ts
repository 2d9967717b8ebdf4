import { Injectable } from '@nestjs/common';
import type { PeriodItem, SoldPeriod } from '@perennial/billing';
import { startOfDay } from '@perennial/calendar';
import type { Tx } from '../../platform/database/index.js';
import type { NewPeriod, Subscription } from './subscription.js';

/** A new item of a period that is sold already. */
export interface LaterItem extends PeriodItem {
  readonly periodNo: number;
}

/** What was sold, period by period. */
@Injectable()
export class PeriodStore {
  async add(tx: Tx, s: Subscription, periods: readonly NewPeriod[]): Promise<void> {
    for (const p of periods) {
      await tx.query(
        `INSERT INTO subscription_periods (workspace_id, period_no, kind, anchor, from_months, to_months, starts_on, ends_on, starts_at, ends_at,
                                           plan_code, plan_version, interval, net_minor, currency, quote_id, sold_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
        [
          s.workspaceId, p.periodNo, p.kind, p.anchor, p.fromMonths, p.toMonths, p.startsOn, p.endsOn,
          startOfDay(p.startsOn, s.timeZone), startOfDay(p.endsOn, s.timeZone),
          s.planCode, s.planVersion, s.interval, p.netMinor, s.currency, p.quoteId, s.soldAt,
        ],
      );
      await this.addItems(tx, s.workspaceId, p.items.map((item) => ({ ...item, periodNo: p.periodNo })), p.quoteId, s.soldAt);
    }
  }

  async addItems(tx: Tx, workspaceId: string, items: readonly LaterItem[], quoteId: string | null, soldAt: Date): Promise<void> {
    for (const item of items) {
      await tx.query(
        `INSERT INTO period_items (workspace_id, period_no, item_no, kind, code, version, quantity, from_on, paid_minor, quote_id, sold_at)
         SELECT $1, $2, coalesce(max(item_no), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10 FROM period_items WHERE workspace_id = $1 AND period_no = $2`,
        [workspaceId, item.periodNo, item.kind, item.code, item.version, item.quantity, item.fromOn, item.paidMinor, quoteId, soldAt],
      );
    }
  }

  /** Every period that is not over on `day`, and the one before, with what was bought for it. */
  async from(tx: Tx, workspaceId: string, day: string): Promise<SoldPeriod[]> {
    return tx.query<SoldPeriod[]>(
      `SELECT p.period_no AS "periodNo", p.starts_on AS start, coalesce(p.ended_on, p.ends_on) AS end, p.interval, i.items
       FROM subscription_periods p
       JOIN LATERAL (
         SELECT json_agg(json_build_object('kind', kind, 'code', code, 'version', version, 'quantity', quantity, 'fromOn', from_on, 'paidMinor', paid_minor)
                         ORDER BY item_no) AS items
         FROM period_items i WHERE i.workspace_id = p.workspace_id AND i.period_no = p.period_no
       ) i ON true
       WHERE p.workspace_id = $1 AND coalesce(p.ended_on, p.ends_on) > p.starts_on AND p.period_no >= coalesce(
         (SELECT max(period_no) FROM subscription_periods WHERE workspace_id = $1 AND coalesce(ended_on, ends_on) <= $2::date AND coalesce(ended_on, ends_on) > starts_on), 0)
       ORDER BY p.period_no`,
      [workspaceId, day],
    );
  }

  /** Ends every period on `day` that goes on after it. */
  async endAll(tx: Tx, workspaceId: string, day: string): Promise<void> {
    await tx.query('UPDATE subscription_periods SET ended_on = greatest(starts_on, $2::date) WHERE workspace_id = $1 AND coalesce(ended_on, ends_on) > $2::date', [workspaceId, day]);
  }

  /** The first day of the unbroken paid time that today is in: the days-covered bar begins there. */
  async coveredFrom(tx: Tx, workspaceId: string, today: string): Promise<string | null> {
    const [row] = await tx.query<{ from: string | null }[]>(
      `SELECT coalesce((SELECT starts_on FROM subscription_periods WHERE workspace_id = $1 AND starts_on <= $2 AND ends_on > $2 ORDER BY period_no DESC LIMIT 1),
                       (SELECT starts_on FROM subscription_periods WHERE workspace_id = $1 ORDER BY period_no DESC LIMIT 1)) AS from`,
      [workspaceId, today],
    );
    return row?.from ?? null;
  }
}
