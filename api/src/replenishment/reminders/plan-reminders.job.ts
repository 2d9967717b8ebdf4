import { Database } from '../../platform/database/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { PLAN_REMINDERS, type PlanRemindersPayload } from '../rules/index.js';
import { PlanReminders } from './plan-reminders.js';

/** Follows a changed rule, setting or customer. */
@Job(PLAN_REMINDERS)
export class PlanRemindersJob implements JobHandler<PlanRemindersPayload> {
  constructor(
    private readonly database: Database,
    private readonly planReminders: PlanReminders,
  ) {}

  async run({ workspaceId, customerIds }: PlanRemindersPayload): Promise<void> {
    await this.database.inWorkspace(workspaceId, (tx) => this.planReminders.plan(tx, workspaceId, customerIds ?? null));
  }
}
