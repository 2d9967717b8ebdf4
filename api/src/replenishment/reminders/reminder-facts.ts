import { Injectable } from '@nestjs/common';
import type { PlainDate } from '@perennial/calendar';
import type { Offer, ReminderTemplate } from '@perennial/contract/admin';
import { type Because, type ReminderChannel, type ReminderFacts, USEFUL_DAYS } from '@perennial/replenishment';
import type { Tx } from '../../platform/database/index.js';
import { alreadyOrdered } from './already-ordered.sql.js';
import { OFFERED, SUBSTITUTE } from './offered.sql.js';
import { CUSTOMER_DAY } from './plan.sql.js';
import { GRID_OF_CYCLE, SEND_DAY } from './timing.sql.js';

/** What the hour and what else was sent say comes from elsewhere. */
type StoredFacts = Omit<ReminderFacts, 'channelOffered' | 'allPaused' | 'suspended' | 'limitedUntil' | 'capFreeAt' | 'capFreeOn' | 'quietUntil'>;

/** A reminder with all that its decision and its mail need. */
export interface StoredReminder extends StoredFacts {
  readonly id: string;
  /** The message it is queued in; null before. */
  readonly messageId: string | null;
  readonly channel: ReminderChannel;
  readonly step: number;
  readonly sendOn: PlainDate;
  readonly ruleId: string;
  /** The share of the rule's customers that is held back for comparison, and which drawing of them is in force. */
  readonly holdoutPercent: number;
  readonly experimentNo: number;
  readonly customerId: string;
  readonly customerName: string;
  readonly locale: 'en' | 'zh-CN';
  readonly zone: string;
  readonly cycleId: string;
  readonly productId: string;
  readonly productName: string;
  readonly template: ReminderTemplate | null;
  readonly offer: Offer | null;
  /** What is offered instead while the product is out of stock. */
  readonly substitute: { readonly name: string; readonly linkUrl: string | null } | null;
  readonly offeredThrough: PlainDate | null;
  readonly imageUrl: string | null;
  readonly sensitive: boolean;
  readonly lastOrderedOn: PlainDate;
  readonly expectedOn: PlainDate;
  readonly windowFrom: PlainDate;
  readonly windowTo: PlainDate;
  readonly because: Because;
}

/** The facts of reminders `m`. $1 is the workspace, $2 the instant. */
export const FACTS = `
  SELECT m.id, m.message_id AS "messageId", r.channel, m.step, m.send_on AS "sendOn", m.rule_id AS "ruleId", r.holdout_percent AS "holdoutPercent", r.experiment_no AS "experimentNo",
         m.customer_id AS "customerId", k.name AS "customerName", k.locale, z.zone, d.today, a.address, m.product_id AS "productId",
         c.id AS "cycleId", c.id IS NULL AS "cycleGone", coalesce(c.last_ordered_on = m.cycle_opened_on, false) AS "cycleOpen",
         coalesce(consent.granted, false) AS consent,
         EXISTS (
           SELECT FROM suppressed_addresses x WHERE x.workspace_id = m.workspace_id AND x.channel = r.channel
             AND x.address IN (a.address, hidden_address(m.workspace_id, r.channel, a.address))
         ) AS suppressed,
         coalesce((
           SELECT f.kind = 'stop-all' FROM feedback f
           WHERE f.workspace_id = m.workspace_id AND f.customer_id = m.customer_id AND f.product_id IS NULL AND f.kind IN ('stop-all', 'resume-all')
           ORDER BY f.said_at DESC, f.id DESC LIMIT 1), false) AS "stoppedAll",
         coalesce(c.stopped, false) AS "stoppedProduct",
         p.remindable, p.discontinued_at IS NOT NULL AS discontinued, (${OFFERED}) = 'nothing' AS "outOfStock",
         CASE (${OFFERED}) WHEN 'substitute' THEN json_build_object('name', u.name, 'linkUrl', u.link_url) END AS substitute,
         coalesce(c.rhythm = 'lapsed' AND c.override_by IS NULL, false) AS lapsed, k.owner_id IS NOT NULL AS "ownedByRep",
         ${alreadyOrdered('m', 'subscription')} AS subscribed, ${alreadyOrdered('m', 'open-order')} AS "orderOpen",
         r.paused AS "rulePaused", coalesce(r.active_to < d.today, false) AS "ruleEnded", c.not_before AS "notBefore",
         coalesce(due.day, m.send_on) AS "dueOn", greatest(coalesce(due.day, m.send_on), m.send_on) + ${USEFUL_DAYS} AS "usefulUntil",
         p.name AS "productName", p.image_url AS "imageUrl", p.sensitive, r.template, r.offer, r.active_to AS "offeredThrough",
         c.last_ordered_on AS "lastOrderedOn", c.expected_on AS "expectedOn", c.window_from AS "windowFrom", c.window_to AS "windowTo", c.because
  FROM reminders m
  JOIN rules r ON r.workspace_id = m.workspace_id AND r.id = m.rule_id
  JOIN customers k ON k.workspace_id = m.workspace_id AND k.id = m.customer_id
  JOIN products p ON p.workspace_id = m.workspace_id AND p.id = m.product_id
  ${SUBSTITUTE}
  JOIN workspace_settings s ON s.workspace_id = m.workspace_id
  LEFT JOIN cycles c ON c.workspace_id = m.workspace_id AND c.customer_id = m.customer_id AND c.product_id = m.product_id
  ${GRID_OF_CYCLE}
  CROSS JOIN LATERAL (SELECT CASE r.channel WHEN 'email' THEN k.email WHEN 'sms' THEN substring(regexp_replace(k.phone, '[^0-9+]', '', 'g') FROM '^\\+[1-9][0-9]{6,14}$') END AS address) a
  LEFT JOIN LATERAL (
    SELECT granted FROM consents_in_force f
    WHERE f.workspace_id = m.workspace_id AND f.customer_id = m.customer_id AND f.purpose = 'replenishment-reminder' AND f.channel = r.channel
  ) consent ON true
  ${CUSTOMER_DAY}
  CROSS JOIN LATERAL (
    SELECT CASE WHEN m.step = 1 THEN ${SEND_DAY} ELSE greatest(m.send_on, CASE WHEN c.override_by IS NOT NULL THEN c.window_to END) END AS day
  ) due`;

/** Looks up the facts of reminders, whole sets at a time. $1 is the workspace, $2 the instant. */
@Injectable()
export class ReminderFactsReader {
  async ofReminders(tx: Tx, workspaceId: string, now: Date, ids: readonly string[]): Promise<StoredReminder[]> {
    return tx.query<StoredReminder[]>(`${FACTS} WHERE m.workspace_id = $1 AND m.id = ANY($3::uuid[]) ORDER BY m.customer_id, "dueOn", m.id`, [workspaceId, now, ids]);
  }

  /** The reminders that messages speak of, locked, in the order in which each message names them. */
  async ofMessages(tx: Tx, workspaceId: string, now: Date, messageIds: readonly string[]): Promise<StoredReminder[]> {
    return tx.query<StoredReminder[]>(
      `${FACTS} WHERE m.workspace_id = $1 AND m.message_id = ANY($3::uuid[]) ORDER BY m.message_id, "dueOn", m.id FOR UPDATE OF m`,
      [workspaceId, now, messageIds],
    );
  }
}
