import { Injectable } from '@nestjs/common';
import { addDays, dayIn } from '@perennial/calendar';
import type { Projection } from '@perennial/contract/admin';
import { PLAN_DAYS } from '@perennial/replenishment';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { RULE_OF_PRODUCT } from './plan.sql.js';

/** The next month at a glance: what goes out on which day, and why the rest of the cycles are silent. */
@Injectable()
export class ProjectReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: WorkspaceSettings,
  ) {}

  async run(workspaceId: string): Promise<Projection> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const { timeZone } = await this.settings.get(tx, workspaceId);
      const from = dayIn(this.clock.now(), timeZone);
      const to = addDays(from, PLAN_DAYS);
      const days = await tx.query<Projection['days']>(
        `SELECT d.day, count(m.id) AS reminders, count(DISTINCT m.customer_id) AS customers
         FROM (SELECT generate_series($2::date, $3::date, '1 day')::date AS day) d
         LEFT JOIN reminders m ON m.workspace_id = $1 AND m.status IN ('planned', 'held') AND greatest(m.send_on, $2) = d.day
         GROUP BY d.day ORDER BY d.day`,
        [workspaceId, from, to],
      );
      const notPlanned = await tx.query<Projection['notPlanned']>(
        `SELECT because, count(*) AS cycles FROM (
           SELECT CASE WHEN NOT p.remindable THEN 'not-remindable' WHEN p.discontinued_at IS NOT NULL THEN 'discontinued' WHEN c.stopped THEN 'stopped'
                       WHEN r.id IS NULL THEN 'no-rule' WHEN c.override_by IS NOT NULL THEN NULL WHEN c.rhythm <> 'reliable' THEN c.rhythm
                       WHEN c.late_from < $2 THEN 'past-window' END AS because
           FROM cycles c
           JOIN products p ON p.workspace_id = c.workspace_id AND p.id = c.product_id
           LEFT JOIN LATERAL (${RULE_OF_PRODUCT}) r ON true
           WHERE c.workspace_id = $1
         ) reasons
         WHERE because IS NOT NULL GROUP BY because ORDER BY cycles DESC, because`,
        [workspaceId, from],
      );
      return { from, to, days, notPlanned };
    });
  }
}
