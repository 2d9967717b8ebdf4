import { Injectable } from '@nestjs/common';
import type { PlanResult } from '@perennial/contract/admin';
import { Database } from '../../platform/database/index.js';
import { AttributePurchases } from '../attribution/index.js';
import { PlanReminders } from '../reminders/index.js';
import { Estimates } from './estimates.js';

export interface RefreshSummary {
  readonly plan: PlanResult;
  /** How long each half took. */
  readonly seconds: { readonly predict: number; readonly plan: number };
}

/** New facts, new estimates, new plan, and which reminders the new orders followed: in one transaction, so that no reminder is planned on a date that is no longer believed. */
@Injectable()
export class RefreshCycles {
  constructor(
    private readonly database: Database,
    private readonly estimates: Estimates,
    private readonly planReminders: PlanReminders,
    private readonly attributePurchases: AttributePurchases,
  ) {}

  /** @param customerIds whose purchases changed; null for everybody, learning the shop's rhythms anew */
  async run(workspaceId: string, customerIds: readonly string[] | null): Promise<RefreshSummary> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const start = performance.now();
      if (customerIds) await this.estimates.refresh(tx, workspaceId, customerIds);
      else await this.estimates.rebuild(tx, workspaceId);
      const predicted = performance.now();
      const plan = await this.planReminders.plan(tx, workspaceId, customerIds);
      const planned = performance.now();
      await this.attributePurchases.run(tx, workspaceId, customerIds);
      return { plan, seconds: { predict: (predicted - start) / 1000, plan: (planned - predicted) / 1000 } };
    });
  }
}
