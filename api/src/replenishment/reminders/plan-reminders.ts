import { Injectable } from '@nestjs/common';
import type { PlanResult } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { PLAN, PLAN_OF_CUSTOMERS, RELEASE_RESUMED, SUPERSEDE } from './plan.sql.js';
import { PlanningTerms } from './planning-terms.js';

// The first half of an advisory lock: a plan for everybody and one for a few customers wait for each other.
const PLAN_LOCK = 7_303;

/** The plan is a projection of cycles, rules and words: it can be thrown away and made again, with the same result. */
@Injectable()
export class PlanReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly terms: PlanningTerms,
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
    await tx.query(`SELECT pg_advisory_xact_lock${customerIds ? '_shared' : ''}($1, hashtext($2))`, [PLAN_LOCK, workspaceId]);
    return this.planAt(tx, workspaceId, this.clock.now(), customerIds);
  }

  /** Plans as of a moment, for whoever keeps others from planning at the same time. */
  async planAt(tx: Tx, workspaceId: string, now: Date, customerIds: readonly string[] | null): Promise<PlanResult> {
    const parameters = [workspaceId, now, customerIds];
    const [, superseded] = await tx.query<[unknown, number]>(SUPERSEDE, parameters);
    const [counts] = await tx.query<Omit<PlanResult, 'superseded'>[]>(customerIds ? PLAN_OF_CUSTOMERS : PLAN, [...parameters, ...(await this.terms.of(tx, workspaceId))]);
    if (customerIds === null) await tx.query(RELEASE_RESUMED, parameters.slice(0, 2));
    return { planned: 0, moved: 0, withdrawn: 0, ...counts, superseded };
  }
}
