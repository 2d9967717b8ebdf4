import { Injectable } from '@nestjs/common';
import { startOfDay } from '@perennial/calendar';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import type { NewPeriod, Subscription } from './subscription.js';

const COLUMNS = `
  workspace_id AS "workspaceId", plan_code AS "planCode", plan_version AS "planVersion", interval, currency, time_zone AS "timeZone",
  anchor, ends_at_months AS "endsAtMonths", ends_on AS "endsOn", trial, cancel_at_end AS "cancelAtEnd", canceled_at AS "canceledAt",
  grace_days AS "graceDays", retention_days AS "retentionDays", last_period_no AS "lastPeriodNo", revision, sold_at AS "soldAt"`;

@Injectable()
export class SubscriptionStore {
  async find(tx: Tx, workspaceId: string): Promise<Subscription | null> {
    const [found] = await tx.query<Subscription[]>(`SELECT ${COLUMNS} FROM subscriptions WHERE workspace_id = $1`, [workspaceId]);
    return found ?? null;
  }

  async get(tx: Tx, workspaceId: string): Promise<Subscription> {
    const found = await this.find(tx, workspaceId);
    if (!found) throw new Refusal('no-subscription');
    return found;
  }

  /** Reads the subscription and keeps every other change to it waiting until this transaction ends. */
  async lock(tx: Tx, workspaceId: string): Promise<Subscription> {
    const [found] = await tx.query<Subscription[]>(`SELECT ${COLUMNS} FROM subscriptions WHERE workspace_id = $1 FOR UPDATE`, [workspaceId]);
    if (!found) throw new Refusal('no-subscription');
    return found;
  }

  /** @returns false when the workspace has one already */
  async add(tx: Tx, s: Subscription): Promise<boolean> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO subscriptions (workspace_id, plan_code, plan_version, interval, currency, time_zone, anchor, ends_at_months, ends_on, trial,
                                  cancel_at_end, canceled_at, grace_days, retention_days, last_period_no, revision, sold_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)
       ON CONFLICT (workspace_id) DO NOTHING RETURNING workspace_id`,
      [
        s.workspaceId, s.planCode, s.planVersion, s.interval, s.currency, s.timeZone, s.anchor, s.endsAtMonths, s.endsOn, s.trial,
        s.cancelAtEnd, s.canceledAt, s.graceDays, s.retentionDays, s.lastPeriodNo, s.revision, s.soldAt,
      ],
    );
    return added.length > 0;
  }

  async update(tx: Tx, s: Subscription): Promise<void> {
    await tx.query(
      `UPDATE subscriptions SET plan_code = $2, plan_version = $3, interval = $4, currency = $5, anchor = $6, ends_at_months = $7, ends_on = $8,
              trial = $9, cancel_at_end = $10, canceled_at = $11, grace_days = $12, retention_days = $13, last_period_no = $14, revision = $15, sold_at = $16
       WHERE workspace_id = $1`,
      [
        s.workspaceId, s.planCode, s.planVersion, s.interval, s.currency, s.anchor, s.endsAtMonths, s.endsOn,
        s.trial, s.cancelAtEnd, s.canceledAt, s.graceDays, s.retentionDays, s.lastPeriodNo, s.revision, s.soldAt,
      ],
    );
  }

  async addPeriods(tx: Tx, s: Subscription, periods: readonly NewPeriod[]): Promise<void> {
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
    }
  }

  /** The first day of the unbroken paid time that `endsOn` ends: the days-covered bar begins there. */
  async coveredFrom(tx: Tx, workspaceId: string, today: string): Promise<string | null> {
    const [row] = await tx.query<{ from: string | null }[]>(
      `SELECT coalesce((SELECT starts_on FROM subscription_periods WHERE workspace_id = $1 AND starts_on <= $2 AND ends_on > $2),
                       (SELECT starts_on FROM subscription_periods WHERE workspace_id = $1 ORDER BY period_no DESC LIMIT 1)) AS from`,
      [workspaceId, today],
    );
    return row?.from ?? null;
  }
}
