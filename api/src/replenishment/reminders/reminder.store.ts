import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

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

const LOGGED: ReadonlySet<Verdict['status']> = new Set(['queued', 'held', 'skipped']);

/** The last decision of a day about each reminder, so that the day can be asked about later. */
const LOG = `
  INSERT INTO reminder_decisions AS l (workspace_id, decided_on, reminder_id, customer_id, product_id, rule_id, verdict, because, decided_at)
  SELECT m.workspace_id, ($2::timestamptz AT TIME ZONE s.time_zone)::date, m.id, m.customer_id, m.product_id, m.rule_id, v.status, coalesce(v."heldBecause", v."skippedBecause"), $2
  FROM jsonb_to_recordset($3) AS v(id uuid, status text, "heldBecause" text, "skippedBecause" text)
  JOIN reminders m ON m.workspace_id = $1 AND m.id = ANY($4) AND m.id = v.id
  JOIN workspace_settings s ON s.workspace_id = m.workspace_id
  ON CONFLICT (workspace_id, decided_on, reminder_id) DO UPDATE SET verdict = excluded.verdict, because = excluded.because, decided_at = excluded.decided_at`;

@Injectable()
export class ReminderStore {
  /** Takes the due reminders of some customers in hand, and with each what is due within the merge window anyway: one message says it all. */
  async takeDue(tx: Tx, workspaceId: string, now: Date, customers: number, mergeDays: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT m.id FROM reminders m
       WHERE m.workspace_id = $1 AND (${DUE} OR m.status = 'planned' AND m.send_at <= $2::timestamptz + make_interval(days => $4))
         AND m.customer_id IN (SELECT m.customer_id FROM reminders m WHERE m.workspace_id = $1 AND (${DUE}) ORDER BY m.customer_id LIMIT $3)
       ORDER BY m.id
       FOR UPDATE OF m SKIP LOCKED`,
      [workspaceId, now, customers, mergeDays],
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
       WHERE m.workspace_id = $1 AND m.id = ANY($4) AND m.id = v.id`,
      [workspaceId, now, JSON.stringify(verdicts), verdicts.map(({ id }) => id)],
    );
    const logged = verdicts.filter(({ status }) => LOGGED.has(status));
    if (logged.length > 0) await tx.query(LOG, [workspaceId, now, JSON.stringify(logged), logged.map(({ id }) => id)]);
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
