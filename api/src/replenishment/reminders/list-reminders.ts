import { Injectable } from '@nestjs/common';
import type { Reminder, ReminderList, ReminderQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import { Database, type Tx } from '../../platform/database/index.js';

const COLUMNS = `m.id, m.customer_id AS "customerId", k.name AS "customerName", m.product_id AS "productId", p.name AS "productName",
  m.rule_id AS "ruleId", r.name AS "ruleName", r.channel, m.cycle_opened_on AS "cycleOpenedOn", m.step, m.send_on AS "sendOn", m.send_at AS "sendAt",
  m.expected_on AS "expectedOn", m.status, m.held_because AS "heldBecause", m.skipped_because AS "skippedBecause", m.release_at AS "releaseAt",
  m.message_id AS "messageId", m.planned_at AS "plannedAt", m.decided_at AS "decidedAt", m.would_have_sent_at AS "wouldHaveSentAt",
  (SELECT json_build_object('id', a.purchase_id, 'orderedAt', a.attributed_at, 'amountMinor', a.amount_minor, 'currency', a.currency) FROM attributions a
   WHERE a.workspace_id = m.workspace_id AND a.reminder_id = m.id ORDER BY a.attributed_at, a.purchase_id LIMIT 1) AS purchase`;

/** What is still to come, the nearest first; behind it what is over, the latest first. */
const NEXT = `CASE WHEN m.status IN ('planned', 'held') THEN extract(epoch FROM coalesce(m.release_at, m.send_at)) ELSE 1e11 - extract(epoch FROM m.send_at) END`;

const SORTS = { sendAt: 'm.send_at', expectedOn: 'm.expected_on', decidedAt: 'm.decided_at', customerName: 'k.name', productName: 'p.name', next: NEXT } as const;

const FILTERS = {
  status: 'm.status',
  customerId: 'm.customer_id',
  productId: 'm.product_id',
  ruleId: 'm.rule_id',
  heldBecause: 'm.held_because',
  skippedBecause: 'm.skipped_because',
} as const;

/** Planned, held, sent and skipped reminders, each with its reason. */
@Injectable()
export class ListReminders {
  constructor(private readonly database: Database) {}

  async run(workspaceId: string, query: z.output<typeof ReminderQuery>): Promise<ReminderList> {
    return this.database.inWorkspace(workspaceId, (tx) => this.page(tx, workspaceId, query));
  }

  private async page(tx: Tx, workspaceId: string, { page, perPage, sort, filter }: z.output<typeof ReminderQuery>): Promise<ReminderList> {
    const values: unknown[] = [workspaceId];
    const where = Object.entries(FILTERS).flatMap(([field, column]) => {
      const value = filter[field as keyof typeof FILTERS];
      return value === undefined ? [] : [`AND ${column} = $${values.push(value)}`];
    });
    const from = `FROM reminders m
      JOIN rules r ON r.workspace_id = m.workspace_id AND r.id = m.rule_id
      JOIN customers k ON k.workspace_id = m.workspace_id AND k.id = m.customer_id
      JOIN products p ON p.workspace_id = m.workspace_id AND p.id = m.product_id
      WHERE m.workspace_id = $1 ${where.join(' ')}`;
    const column = SORTS[sort.replace(/^-/, '') as keyof typeof SORTS];
    const data = await tx.query<Reminder[]>(
      `SELECT ${COLUMNS} ${from} ORDER BY ${column} ${sort.startsWith('-') ? 'DESC' : 'ASC'} NULLS LAST, m.id LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`,
      values,
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${from}`, values);
    return { data, total: count?.total ?? 0 };
  }
}
