import { Injectable } from '@nestjs/common';
import type { PlanResult } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { PLAN, SUPERSEDE } from './plan.sql.js';

/** The plan is a projection of cycles, rules and words: it can be thrown away and made again, with the same result. */
@Injectable()
export class PlanReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** Plans the whole workspace at somebody's wish. */
  async run(workspaceId: string, actor: Actor): Promise<PlanResult> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const result = await this.plan(tx, workspaceId, null);
      await this.audit.record(tx, workspaceId, { actor, command: 'plan-reminders', subject: { kind: 'workspace', id: workspaceId }, details: { ...result } });
      return result;
    });
  }

  /** Plans inside the caller's transaction. @param customerIds some customers, or null for all */
  async plan(tx: Tx, workspaceId: string, customerIds: readonly string[] | null): Promise<PlanResult> {
    const parameters = [workspaceId, this.clock.now(), customerIds];
    const [, superseded] = await tx.query<[unknown, number]>(SUPERSEDE, parameters);
    const [counts] = await tx.query<Omit<PlanResult, 'superseded'>[]>(PLAN, parameters);
    return { planned: 0, moved: 0, withdrawn: 0, ...counts, superseded };
  }
}
