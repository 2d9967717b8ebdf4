import { Injectable } from '@nestjs/common';
import { dayIn, laterOf, type PlainDate } from '@perennial/calendar';
import type { ProjectedReminder, ProjectedReminderQuery, ProjectedReminders } from '@perennial/contract/admin';
import { armOf, decideHoldout, decideReminder, experimentKey, explainInAll, type ReminderDecision } from '@perennial/replenishment';
import type { z } from 'zod';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { ReminderFactsReader } from './reminder-facts.js';
import { type ReminderAtHand, RemindersAtHand } from './reminders-at-hand.js';

const WAITING = `
  FROM reminders m
  WHERE m.workspace_id = $1 AND m.status IN ('planned', 'held') AND ($2::date IS NULL OR m.send_on = $2) AND ($3::uuid IS NULL OR m.customer_id = $3) AND ($4::uuid IS NULL OR m.rule_id = $4)`;

/** Who would get what on which day of the next month and why, or by which gate not. Sends nothing and keeps nothing. */
@Injectable()
export class ListProjected {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly facts: ReminderFactsReader,
    private readonly atHand: RemindersAtHand,
  ) {}

  async run(workspaceId: string, { page, perPage, sort, filter }: z.output<typeof ProjectedReminderQuery>): Promise<ProjectedReminders> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const now = this.clock.now();
      const values = [workspaceId, filter.day ?? null, filter.customerId ?? null, filter.ruleId ?? null];
      const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
      const rows = await tx.query<{ id: string }[]>(`SELECT m.id ${WAITING} ORDER BY m.send_on ${direction}, m.customer_id, m.id LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`, values);
      const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${WAITING}`, values);
      const ids = rows.map(({ id }) => id);
      const reminders = await this.atHand.complete(tx, workspaceId, now, await this.facts.ofReminders(tx, workspaceId, now, ids));
      const byId = new Map(reminders.map((reminder) => [reminder.id, reminder]));
      return { data: ids.flatMap((id) => byId.get(id) ?? []).map((reminder) => projected(workspaceId, now, reminder)), total: count?.total ?? 0 };
    });
  }
}

function projected(workspaceId: string, now: Date, reminder: ReminderAtHand): ProjectedReminder {
  const decision = asThingsStand(workspaceId, reminder, laterOf(reminder.sendOn, dayIn(now, reminder.zone)));
  const { id, customerId, customerName, productId, productName, ruleId, channel, step, sendOn, expectedOn } = reminder;
  return {
    id,
    customerId,
    customerName,
    productId,
    productName,
    ruleId,
    channel,
    step,
    sendOn,
    expectedOn,
    verdict: decision.kind,
    because: decision.kind === 'send' ? null : decision.because,
    reason: explainInAll(reminder.because),
  };
}

/** What would be decided on that day if nothing happened until then. */
function asThingsStand(workspaceId: string, reminder: ReminderAtHand, day: PlainDate): ReminderDecision {
  const { ruleId, experimentNo, customerId, holdoutPercent, capFreeOn } = reminder;
  const capped = capFreeOn !== null && capFreeOn > day;
  const facts = { ...reminder, today: day, dueOn: day, quietUntil: null, ...(capped ? {} : { capFreeAt: null, capFreeOn: null }) };
  const decision = decideReminder(facts);
  if (decision.kind !== 'send' || holdoutPercent === 0) return decision;
  return decideHoldout(armOf(experimentKey(workspaceId, ruleId, experimentNo), customerId, holdoutPercent));
}
