import { Injectable } from '@nestjs/common';
import type { CreateRule, Rule, UpdateRule } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { type NewRule, ruleAfter, type RuleChange, ruleFrom, RuleStore } from './rule.store.js';

/** The job that makes the plan follow a changed rule, setting or customer. */
export const PLAN_REMINDERS = 'plan-reminders';

export interface PlanRemindersPayload {
  readonly workspaceId: string;
  /** Left out: everybody's. */
  readonly customerIds?: readonly string[];
}

/** The catalogue of rules. Each change sets off a new plan; nothing that was sent is touched. */
@Injectable()
export class ChangeRules {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleStore,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `rule-timing-incomplete`, `rule-dates-reversed`. */
  async create(workspaceId: string, actor: Actor, rule: CreateRule): Promise<Rule> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const created = await this.rules.insert(tx, workspaceId, actor, sound(ruleFrom(rule)), this.clock.now());
      await this.follow(tx, workspaceId, actor, 'create-rule', created.id);
      return created;
    });
  }

  /** Refuses `not-found`, `rule-timing-incomplete`, `rule-dates-reversed`. */
  async update(workspaceId: string, actor: Actor, id: string, change: UpdateRule): Promise<Rule> {
    return this.change(workspaceId, actor, id, 'update-rule', change);
  }

  /** What is planned waits, by name, until the rule goes on. */
  async pause(workspaceId: string, actor: Actor, id: string): Promise<Rule> {
    return this.change(workspaceId, actor, id, 'pause-rule', { paused: true });
  }

  async resume(workspaceId: string, actor: Actor, id: string): Promise<Rule> {
    return this.change(workspaceId, actor, id, 'resume-rule', { paused: false });
  }

  /** Draws anew who is held back, from the next reminder on. Refuses `not-found`, `rule-has-no-holdout`. */
  async startExperiment(workspaceId: string, actor: Actor, id: string): Promise<Rule> {
    return this.change(workspaceId, actor, id, 'start-experiment', { newExperiment: true });
  }

  async delete(workspaceId: string, actor: Actor, id: string): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.known(tx, workspaceId, id);
      if (await this.rules.hasSent(tx, workspaceId, id)) throw new Refusal('rule-has-reminders');
      await this.rules.delete(tx, workspaceId, id);
      await this.follow(tx, workspaceId, actor, 'delete-rule', id);
    });
  }

  private async change(workspaceId: string, actor: Actor, id: string, command: string, change: RuleChange): Promise<Rule> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const known = await this.known(tx, workspaceId, id);
      if (change.newExperiment && known.holdoutPercent === 0) throw new Refusal('rule-has-no-holdout');
      const rule = await this.rules.update(tx, workspaceId, actor, sound(ruleAfter(known, change)), this.clock.now());
      await this.follow(tx, workspaceId, actor, command, id);
      return rule;
    });
  }

  private async known(tx: Tx, workspaceId: string, id: string): Promise<Rule> {
    const rule = await this.rules.find(tx, workspaceId, id);
    if (!rule) throw new Refusal('not-found');
    return rule;
  }

  private async follow(tx: Tx, workspaceId: string, actor: Actor, command: string, id: string): Promise<void> {
    await this.jobs.enqueue(tx, PLAN_REMINDERS, { workspaceId }, { key: `${PLAN_REMINDERS}:${workspaceId}` });
    await this.audit.record(tx, workspaceId, { actor, command, subject: { kind: 'rule', id } });
  }
}

/** @returns the rule itself, if it fits together; else refuses `rule-timing-incomplete`, `rule-dates-reversed` */
export function sound<R extends NewRule>(rule: R): R {
  if ((rule.timing === 'after-purchase') !== (rule.afterDays !== null)) throw new Refusal('rule-timing-incomplete');
  if (rule.activeFrom !== null && rule.activeTo !== null && rule.activeTo < rule.activeFrom) throw new Refusal('rule-dates-reversed');
  return rule;
}
