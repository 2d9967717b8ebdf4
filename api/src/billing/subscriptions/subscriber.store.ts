import { Injectable } from '@nestjs/common';
import type { Coverage } from '@perennial/billing';
import type { BillingInterval } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import type { Subscription } from './subscription.js';

/** A line of the operator's card index. */
export interface SubscriberLine extends Coverage {
  readonly id: string;
  readonly slug: string;
  readonly planCode: string;
  readonly interval: BillingInterval;
  readonly currency: string;
}

const LINE = `
  s.id, w.slug, s.plan_code AS "planCode", s.interval, s.currency, s.time_zone AS "timeZone", s.ends_on AS "endsOn",
  s.granted_days AS "grantedDays", s.overlays, s.trial, s.cancel_at_end AS "cancelAtEnd", s.canceled_at AS "canceledAt",
  s.past_due_since AS "pastDueSince", s.falls_back_to AS "fallsBackTo", s.grace_days AS "graceDays", s.retention_days AS "retentionDays"`;

/** One line per subscribing workspace, written with each change, for the sweeps and the operator's list. */
@Injectable()
export class SubscriberStore {
  async put(tx: Tx, s: Subscription): Promise<void> {
    await tx.query(
      `INSERT INTO subscribers (id, plan_code, interval, currency, time_zone, ends_on, granted_days, overlays, trial, cancel_at_end, canceled_at,
                                past_due_since, falls_back_to, grace_days, retention_days)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       ON CONFLICT (id) DO UPDATE SET plan_code = excluded.plan_code, interval = excluded.interval, currency = excluded.currency,
         time_zone = excluded.time_zone, ends_on = excluded.ends_on, granted_days = excluded.granted_days, overlays = excluded.overlays,
         trial = excluded.trial, cancel_at_end = excluded.cancel_at_end, canceled_at = excluded.canceled_at,
         past_due_since = excluded.past_due_since, falls_back_to = excluded.falls_back_to, grace_days = excluded.grace_days, retention_days = excluded.retention_days`,
      [
        s.workspaceId, s.planCode, s.interval, s.currency, s.timeZone, s.endsOn, s.grantedDays, JSON.stringify(s.overlays), s.trial, s.cancelAtEnd,
        s.canceledAt, s.pastDueSince, s.fallsBackTo, s.graceDays, s.retentionDays,
      ],
    );
  }

  async setDue(tx: Tx, id: string, dueAt: Date | null): Promise<void> {
    await tx.query('UPDATE subscribers SET due_at = $2 WHERE id = $1', [id, dueAt]);
  }

  async nextDue(tx: Pick<Tx, 'query'>, after: Date): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }[]>('SELECT min(due_at) AS at FROM subscribers WHERE due_at > $1', [after]);
    return row?.at ?? null;
  }

  /** The query of a job for each workspace that is due at $2: those that have waited longest first. */
  dueRows(keyPrefix: string): string {
    return `SELECT json_build_object('workspaceId', id) AS payload, '${keyPrefix}' || id AS key FROM subscribers WHERE due_at <= $2 ORDER BY due_at, id`;
  }

  /**
   * Those whose payment is failing or whose covered time is over, while their data is still there. Days are counted where each workspace
   * is; what overlays hold back is judged by the rule.
   */
  async overdue(tx: Tx, now: Date, direction: 'ASC' | 'DESC', limit: number, offset: number): Promise<{ lines: SubscriberLine[]; total: number }> {
    const today = `($1::timestamptz AT TIME ZONE s.time_zone)::date`;
    const end = 's.ends_on + s.granted_days';
    const from = `FROM subscribers s JOIN workspaces w ON w.id = s.id
                  WHERE s.canceled_at IS NULL AND s.falls_back_to IS NULL AND (s.past_due_since IS NOT NULL OR ${end} <= ${today})
                    AND ${end} + s.grace_days + s.retention_days > ${today}`;
    const lines = await tx.query<SubscriberLine[]>(`SELECT ${LINE} ${from} ORDER BY s.ends_on ${direction}, s.id LIMIT $2 OFFSET $3`, [now, limit, offset]);
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${from}`, [now]);
    return { lines, total: count?.total ?? 0 };
  }

  async list(tx: Tx, order: string, limit: number, offset: number): Promise<{ lines: SubscriberLine[]; total: number }> {
    const lines = await tx.query<SubscriberLine[]>(
      `SELECT ${LINE} FROM subscribers s JOIN workspaces w ON w.id = s.id ORDER BY ${order}, s.id LIMIT $1 OFFSET $2`,
      [limit, offset],
    );
    const [count] = await tx.query<{ total: number }[]>('SELECT count(*) AS total FROM subscribers');
    return { lines, total: count?.total ?? 0 };
  }
}
