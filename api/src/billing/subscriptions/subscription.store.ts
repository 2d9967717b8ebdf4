import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import type { Subscription } from './subscription.js';

const OVERLAYS = `
  coalesce((SELECT json_agg(json_build_object('kind', o.kind, 'from', o.from_on, 'until', o.until_on) ORDER BY o.from_on, o.id)
            FROM subscription_overlays o WHERE o.workspace_id = s.workspace_id), '[]')`;

const COLUMNS = `
  workspace_id AS "workspaceId", plan_code AS "planCode", plan_version AS "planVersion", interval, currency, time_zone AS "timeZone",
  anchor, ends_at_months AS "endsAtMonths", ends_on AS "endsOn", granted_days AS "grantedDays", ${OVERLAYS} AS overlays,
  trial, cancel_at_end AS "cancelAtEnd", canceled_at AS "canceledAt", cancel_reason AS "cancelReason", past_due_since AS "pastDueSince", falls_back_to AS "fallsBackTo",
  grace_days AS "graceDays", retention_days AS "retentionDays", last_period_no AS "lastPeriodNo", revision, sold_at AS "soldAt",
  state, state_since AS "stateSince"`;

@Injectable()
export class SubscriptionStore {
  async find(tx: Tx, workspaceId: string): Promise<Subscription | null> {
    const [found] = await tx.query<Subscription[]>(`SELECT ${COLUMNS} FROM subscriptions s WHERE workspace_id = $1`, [workspaceId]);
    return found ?? null;
  }

  async get(tx: Tx, workspaceId: string): Promise<Subscription> {
    const found = await this.find(tx, workspaceId);
    if (!found) throw new Refusal('no-subscription');
    return found;
  }

  /** Reads the subscription and keeps every other change to it waiting until this transaction ends. */
  async lock(tx: Tx, workspaceId: string): Promise<Subscription> {
    const [found] = await tx.query<Subscription[]>(`SELECT ${COLUMNS} FROM subscriptions s WHERE workspace_id = $1 FOR UPDATE`, [workspaceId]);
    if (!found) throw new Refusal('no-subscription');
    return found;
  }

  /** @returns false when the workspace has one already */
  async add(tx: Tx, s: Subscription): Promise<boolean> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO subscriptions (workspace_id, plan_code, plan_version, interval, currency, time_zone, anchor, ends_at_months, ends_on, granted_days,
                                  trial, cancel_at_end, canceled_at, cancel_reason, past_due_since, falls_back_to, grace_days, retention_days, last_period_no, revision,
                                  sold_at, state, state_since, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $23)
       ON CONFLICT (workspace_id) DO NOTHING RETURNING workspace_id`,
      [
        s.workspaceId, s.planCode, s.planVersion, s.interval, s.currency, s.timeZone, s.anchor, s.endsAtMonths, s.endsOn, s.grantedDays,
        s.trial, s.cancelAtEnd, s.canceledAt, s.cancelReason, s.pastDueSince, s.fallsBackTo, s.graceDays, s.retentionDays, s.lastPeriodNo, s.revision,
        s.soldAt, s.state, s.stateSince,
      ],
    );
    return added.length > 0;
  }

  async update(tx: Tx, s: Subscription): Promise<void> {
    await tx.query(
      `UPDATE subscriptions SET plan_code = $2, plan_version = $3, interval = $4, currency = $5, anchor = $6, ends_at_months = $7, ends_on = $8,
              granted_days = $9, trial = $10, cancel_at_end = $11, canceled_at = $12, cancel_reason = $13, past_due_since = $14, falls_back_to = $15,
              grace_days = $16, retention_days = $17, last_period_no = $18, revision = $19, sold_at = $20, state = $21, state_since = $22
       WHERE workspace_id = $1`,
      [
        s.workspaceId, s.planCode, s.planVersion, s.interval, s.currency, s.anchor, s.endsAtMonths, s.endsOn,
        s.grantedDays, s.trial, s.cancelAtEnd, s.canceledAt, s.cancelReason, s.pastDueSince, s.fallsBackTo, s.graceDays,
        s.retentionDays, s.lastPeriodNo, s.revision, s.soldAt, s.state, s.stateSince,
      ],
    );
  }
}
