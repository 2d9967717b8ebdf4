import { Injectable } from '@nestjs/common';
import type { PlainDate } from '@perennial/calendar';
import type { Because, ReminderFacts } from '@perennial/replenishment';
import type { Tx } from '../../platform/database/index.js';
import { CUSTOMER_DAY } from './plan.sql.js';

/** A reminder with all that its decision and its mail need. */
export interface ReminderAtHand extends ReminderFacts {
  readonly id: string;
  readonly ruleId: string;
  /** The share of the rule's customers that is held back for comparison, and which drawing of them is in force. */
  readonly holdoutPercent: number;
  readonly experimentNo: number;
  readonly customerId: string;
  readonly customerName: string;
  readonly locale: 'en' | 'zh-CN';
  readonly zone: string;
  readonly cycleId: string;
  readonly productName: string;
  readonly imageUrl: string | null;
  readonly sensitive: boolean;
  readonly lastOrderedOn: PlainDate;
  readonly expectedOn: PlainDate;
  readonly windowFrom: PlainDate;
  readonly windowTo: PlainDate;
  readonly because: Because;
}

const FACTS = `
  SELECT m.id, m.rule_id AS "ruleId", r.holdout_percent AS "holdoutPercent", r.experiment_no AS "experimentNo",
         m.customer_id AS "customerId", k.name AS "customerName", k.locale, z.zone, d.today, k.email AS address,
         c.id AS "cycleId", c.id IS NULL AS "cycleGone", coalesce(c.last_ordered_on = m.cycle_opened_on, false) AS "cycleOpen",
         coalesce(consent.granted, false) AS consent,
         EXISTS (
           SELECT FROM suppressed_addresses x WHERE x.workspace_id = m.workspace_id AND x.channel = 'email' AND x.address = k.email
         ) AS suppressed,
         coalesce((
           SELECT f.kind = 'stop-all' FROM feedback f
           WHERE f.workspace_id = m.workspace_id AND f.customer_id = m.customer_id AND f.product_id IS NULL AND f.kind IN ('stop-all', 'resume-all')
           ORDER BY f.said_at DESC, f.id DESC LIMIT 1), false) AS "stoppedAll",
         coalesce(c.stopped, false) AS "stoppedProduct",
         p.remindable, p.discontinued_at IS NOT NULL AS discontinued, coalesce(c.rhythm = 'lapsed' AND c.override_by IS NULL, false) AS lapsed,
         r.paused AS "rulePaused", coalesce(c.expected_on, m.expected_on) - r.lead_days AS "dueOn",
         p.name AS "productName", p.image_url AS "imageUrl", p.sensitive,
         c.last_ordered_on AS "lastOrderedOn", c.expected_on AS "expectedOn", c.window_from AS "windowFrom", c.window_to AS "windowTo", c.because
  FROM reminders m
  JOIN rules r ON r.workspace_id = m.workspace_id AND r.id = m.rule_id
  JOIN customers k ON k.workspace_id = m.workspace_id AND k.id = m.customer_id
  JOIN products p ON p.workspace_id = m.workspace_id AND p.id = m.product_id
  JOIN workspace_settings s ON s.workspace_id = m.workspace_id
  LEFT JOIN cycles c ON c.workspace_id = m.workspace_id AND c.customer_id = m.customer_id AND c.product_id = m.product_id
  LEFT JOIN LATERAL (
    SELECT granted FROM consents_in_force f
    WHERE f.workspace_id = m.workspace_id AND f.customer_id = m.customer_id AND f.purpose = 'replenishment-reminder' AND f.channel = 'email'
  ) consent ON true
  ${CUSTOMER_DAY}`;

/** Looks up the facts of reminders, whole sets at a time. $1 is the workspace, $2 the instant. */
@Injectable()
export class ReminderFactsReader {
  async ofReminders(tx: Tx, workspaceId: string, now: Date, ids: readonly string[]): Promise<ReminderAtHand[]> {
    return tx.query<ReminderAtHand[]>(`${FACTS} WHERE m.workspace_id = $1 AND m.id = ANY($3::uuid[]) ORDER BY m.customer_id, "dueOn", m.id`, [workspaceId, now, ids]);
  }

  async ofMessage(tx: Tx, workspaceId: string, now: Date, messageId: string): Promise<ReminderAtHand[]> {
    return tx.query<ReminderAtHand[]>(`${FACTS} WHERE m.workspace_id = $1 AND m.message_id = $3 ORDER BY "dueOn", m.id FOR UPDATE OF m`, [workspaceId, now, messageId]);
  }
}
