import { Database } from '../../platform/database/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { PLAN_REMINDERS } from '../rules/index.js';
import { PlanReminders } from './plan-reminders.js';

/** Follows a changed rule. */
@Job(PLAN_REMINDERS)
export class PlanRemindersJob implements JobHandler<{ readonly workspaceId: string }> {
  constructor(
    private readonly database: Database,
    private readonly planReminders: PlanReminders,
  ) {}

  async run({ workspaceId }: { readonly workspaceId: string }): Promise<void> {
    await this.database.inWorkspace(workspaceId, (tx) => this.planReminders.plan(tx, workspaceId, null));
  }
}
