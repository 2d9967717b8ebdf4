import { Injectable } from '@nestjs/common';
import { MERGE_DAYS, SENDING_FROM, SENDING_UNTIL } from '@perennial/replenishment';
import type { Tx } from '../../platform/database/index.js';
import { CUSTOMER_DAY } from './plan.sql.js';

export interface Verdict {
  readonly id: string;
  readonly status: 'planned' | 'held' | 'queued' | 'sent' | 'skipped' | 'failed';
  readonly heldBecause?: string;
  readonly skippedBecause?: string;
  readonly releaseAt?: Date;
  readonly messageId?: string;
  /** The experiment it goes out in, or is held back for; null where the rule holds nobody back. */
  readonly experimentNo?: number | null;
  /** Another day, for what is planned again. */
  readonly sendOn?: string;
  readonly sendAt?: Date;
}

const DUE = `m.status = 'planned' AND m.send_at <= $2 OR m.status = 'held' AND m.release_at <= $2`;

@Injectable()
export class ReminderStore {
  /** What fell due at night waits for the morning there. */
  async leaveTheNight(tx: Tx, workspaceId: string, now: Date): Promise<void> {
    await tx.query(
      `UPDATE reminders m SET send_on = w.day, send_at = w.at, status = 'planned', held_because = NULL, release_at = NULL
       FROM (
         SELECT m.id, day.day, (day.day + time '${SENDING_FROM}') AT TIME ZONE z.zone AS at
         FROM reminders m
         JOIN customers k ON k.workspace_id = m.workspace_id AND k.id = m.customer_id
         JOIN workspace_settings s ON s.workspace_id = m.workspace_id
         ${CUSTOMER_DAY}
         CROSS JOIN LATERAL (SELECT d.first_day AS day) day
         WHERE m.workspace_id = $1 AND (${DUE}) AND (t.local_now::time < '${SENDING_FROM}' OR t.local_now::time >= '${SENDING_UNTIL}')
       ) w
       WHERE m.workspace_id = $1 AND m.id = w.id`,
      [workspaceId, now],
    );
  }

  /** Takes the due reminders of some customers in hand, and with each what is due soon anyway: one message says it all. */
  async takeDue(tx: Tx, workspaceId: string, now: Date, customers: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT m.id FROM reminders m
       WHERE m.workspace_id = $1 AND (${DUE} OR m.status = 'planned' AND m.send_at <= $2::timestamptz + interval '${MERGE_DAYS} days')
         AND m.customer_id IN (SELECT m.customer_id FROM reminders m WHERE m.workspace_id = $1 AND (${DUE}) ORDER BY m.customer_id LIMIT $3)
       ORDER BY m.id
       FOR UPDATE OF m SKIP LOCKED`,
      [workspaceId, now, customers],
    );
    return rows.map((row) => row.id);
  }

  async decide(tx: Tx, workspaceId: string, now: Date, verdicts: readonly Verdict[]): Promise<void> {
    if (verdicts.length === 0) return;
    await tx.query(
      `UPDATE reminders m SET status = v.status, held_because = v."heldBecause", skipped_because = v."skippedBecause", release_at = v."releaseAt",
              message_id = coalesce(v."messageId", m.message_id), decided_at = $2,
              would_have_sent_at = CASE WHEN v."skippedBecause" = 'holdout' THEN $2::timestamptz END,
              experiment_no = CASE WHEN v.status = 'queued' OR v."skippedBecause" = 'holdout' THEN v."experimentNo" ELSE m.experiment_no END,
              send_on = coalesce(v."sendOn", m.send_on), send_at = coalesce(v."sendAt", m.send_at)
       FROM jsonb_to_recordset($3) AS v(id uuid, status text, "heldBecause" text, "skippedBecause" text, "releaseAt" timestamptz, "messageId" uuid, "experimentNo" int,
                                        "sendOn" date, "sendAt" timestamptz)
       WHERE m.workspace_id = $1 AND m.id = v.id`,
      [workspaceId, now, JSON.stringify(verdicts)],
    );
  }

  async nextDue(tx: Tx, workspaceId: string, after: Date): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }[]>(
      `SELECT min(CASE WHEN m.status = 'held' THEN m.release_at ELSE m.send_at END) AS at FROM reminders m
       WHERE m.workspace_id = $1 AND m.status IN ('planned', 'held') AND CASE WHEN m.status = 'held' THEN m.release_at ELSE m.send_at END > $2`,
      [workspaceId, after],
    );
    return row?.at ?? null;
  }

  async hasDue(tx: Tx, workspaceId: string, now: Date): Promise<boolean> {
    const [row] = await tx.query<{ due: boolean }[]>(`SELECT EXISTS (SELECT FROM reminders m WHERE m.workspace_id = $1 AND (${DUE})) AS due`, [workspaceId, now]);
    return row?.due ?? false;
  }
}
