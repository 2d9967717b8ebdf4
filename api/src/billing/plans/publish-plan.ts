import { Injectable } from '@nestjs/common';
import type { Plan, PublishPlan as PublishPlanInput } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { PlanStore } from './plan.store.js';
import { refuseForeignCurrencies } from './sold-currencies.js';

/** Puts a plan on sale, or a new version of it. What was sold before keeps its terms and its price. */
@Injectable()
export class PublishPlan {
  constructor(
    private readonly database: Database,
    private readonly plans: PlanStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `currency-not-sold`, `two-prices`. */
  async run(actor: Actor, plan: PublishPlanInput): Promise<Plan> {
    refuseForeignCurrencies(plan.prices);
    return this.database.global(async (tx) => {
      const version = await this.plans.add(tx, plan, this.clock.now());
      await this.audit.recordGlobal(tx, { actor, command: 'publish-plan', subject: { kind: 'plan', id: plan.code }, details: { version } });
      return this.plans.version(tx, plan.code, version);
    });
  }
}
