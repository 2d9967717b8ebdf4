import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { PlanReminders } from '../reminders/index.js';
import { Estimates } from './estimates.js';

/** New facts, new estimates, new plan: in one transaction, so that no reminder is planned on a date that is no longer believed. */
@Injectable()
export class RefreshCycles {
  constructor(
    private readonly database: Database,
    private readonly estimates: Estimates,
    private readonly planReminders: PlanReminders,
  ) {}

  /** @param customerIds whose purchases changed; null for everybody, learning the shop's rhythms anew */
  async run(workspaceId: string, customerIds: readonly string[] | null): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      if (customerIds) await this.estimates.refresh(tx, workspaceId, customerIds);
      else await this.estimates.rebuild(tx, workspaceId);
      await this.planReminders.plan(tx, workspaceId, customerIds);
    });
  }
}
