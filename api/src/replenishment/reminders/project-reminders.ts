import { Injectable } from '@nestjs/common';
import { addDays, dayIn } from '@perennial/calendar';
import type { Projection } from '@perennial/contract/admin';
import { PLAN_DAYS } from '@perennial/replenishment';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { alreadyOrdered } from './already-ordered.sql.js';
import { CUSTOMER_DAY } from './plan.sql.js';
import { PlanningTerms } from './planning-terms.js';
import { RULE_OF_CYCLE } from './rule-of.sql.js';
import { GRID_OF_CYCLE } from './timing.sql.js';

const DAYS = `
  SELECT d.day, count(m.id) AS reminders, count(DISTINCT m.customer_id) AS customers
  FROM (SELECT generate_series($2::date, $3::date, '1 day')::date AS day) d
  LEFT JOIN reminders m ON m.workspace_id = $1 AND m.status IN ('planned', 'held')
    AND greatest(CASE m.status WHEN 'held' THEN (m.release_at AT TIME ZONE $4)::date ELSE m.send_on END, $2) = d.day
  GROUP BY d.day ORDER BY d.day`;

/** Cycles without a reminder to come, and why. Those whose day is only further off are not among them. */
const NOT_PLANNED = `
  SELECT because, count(*) AS cycles FROM (
    SELECT CASE WHEN NOT p.remindable THEN 'not-remindable' WHEN p.discontinued_at IS NOT NULL THEN 'discontinued' WHEN c.stopped THEN 'stopped'
                WHEN ${alreadyOrdered('c', 'subscription')} THEN 'subscribed'
                WHEN EXISTS (
                  SELECT FROM reminders m WHERE m.workspace_id = c.workspace_id AND m.customer_id = c.customer_id AND m.product_id = c.product_id
                    AND m.cycle_opened_on = c.last_ordered_on AND m.status IN ('queued', 'sent', 'skipped', 'failed')) THEN 'decided'
                WHEN r.id IS NOT NULL THEN NULL WHEN c.override_by IS NULL AND c.rhythm <> 'reliable' THEN c.rhythm
                WHEN c.override_by IS NULL AND c.late_from < d.today THEN 'past-window' ELSE 'no-rule' END AS because
    FROM cycles c
    JOIN products p ON p.workspace_id = c.workspace_id AND p.id = c.product_id
    JOIN customers k ON k.workspace_id = c.workspace_id AND k.id = c.customer_id
    JOIN workspace_settings s ON s.workspace_id = c.workspace_id
    ${GRID_OF_CYCLE}
    ${CUSTOMER_DAY}
    LEFT JOIN LATERAL (${RULE_OF_CYCLE.replaceAll('$5', '$3')}) r ON true
    WHERE c.workspace_id = $1
  ) reasons
  WHERE because IS NOT NULL GROUP BY because ORDER BY cycles DESC, because`;

/** The next month at a glance: what goes out on which day, and why the rest of the cycles are silent. */
@Injectable()
export class ProjectReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: WorkspaceSettings,
    private readonly terms: PlanningTerms,
  ) {}

  async run(workspaceId: string): Promise<Projection> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const { timeZone } = await this.settings.get(tx, workspaceId);
      const from = dayIn(this.clock.now(), timeZone);
      const to = addDays(from, PLAN_DAYS);
      const days = await tx.query<Projection['days']>(DAYS, [workspaceId, from, to, timeZone]);
      return { from, to, days, notPlanned: await this.notPlanned(tx, workspaceId) };
    });
  }

  /** Cycles without a reminder to come, counted by the reason. */
  async notPlanned(tx: Tx, workspaceId: string): Promise<Projection['notPlanned']> {
    const [, hours] = await this.terms.of(tx, workspaceId);
    return tx.query(NOT_PLANNED, [workspaceId, this.clock.now(), hours]);
  }
}
