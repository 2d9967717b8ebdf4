import { Injectable } from '@nestjs/common';
import type { CreateRule, Rule, RuleQuery, UpdateRule } from '@perennial/contract/admin';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';

const COLUMNS = `id, name, scope, lead_days AS "leadDays", channel, holdout_percent AS "holdoutPercent",
  experiment_no AS "experimentNo", paused, created_at AS "createdAt", updated_at AS "updatedAt"`;
const SORTS = { name: 'name', createdAt: 'created_at', leadDays: 'lead_days' } as const;

export type RuleChange = UpdateRule & { readonly paused?: boolean; readonly newExperiment?: boolean };

@Injectable()
export class RuleStore {
  async list(tx: Tx, workspaceId: string, { page, perPage, sort, filter }: z.output<typeof RuleQuery>): Promise<{ data: Rule[]; total: number }> {
    const where = `FROM rules WHERE workspace_id = $1 AND ($2::boolean IS NULL OR paused = $2)`;
    const values = [workspaceId, filter.paused ?? null];
    const column = SORTS[sort.replace(/^-/, '') as keyof typeof SORTS];
    const data = await tx.query<Rule[]>(
      `SELECT ${COLUMNS} ${where} ORDER BY ${column} ${sort.startsWith('-') ? 'DESC' : 'ASC'}, id LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`,
      values,
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${where}`, values);
    return { data, total: count?.total ?? 0 };
  }

  async find(tx: Tx, workspaceId: string, id: string): Promise<Rule | null> {
    const [rule] = await tx.query<Rule[]>(`SELECT ${COLUMNS} FROM rules WHERE workspace_id = $1 AND id = $2 FOR UPDATE`, [workspaceId, id]);
    return rule ?? null;
  }

  async insert(tx: Tx, workspaceId: string, { name, scope, leadDays, channel, holdoutPercent = 0 }: CreateRule, now: Date): Promise<Rule> {
    const [rule] = await tx.query<Rule[]>(
      `INSERT INTO rules (workspace_id, name, scope, lead_days, channel, holdout_percent, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7) RETURNING ${COLUMNS}`,
      [workspaceId, name, JSON.stringify(scope), leadDays, channel, holdoutPercent, now],
    );
    return rule as Rule;
  }

  /** Another share is another experiment: who was drawn for the old one would not fit it. */
  async update(tx: Tx, workspaceId: string, rule: Rule, change: RuleChange, now: Date): Promise<Rule> {
    const holdoutPercent = change.holdoutPercent ?? rule.holdoutPercent;
    const next: Rule = {
      ...rule,
      name: change.name ?? rule.name,
      scope: change.scope ?? rule.scope,
      leadDays: change.leadDays ?? rule.leadDays,
      channel: change.channel ?? rule.channel,
      holdoutPercent,
      experimentNo: change.newExperiment || holdoutPercent !== rule.holdoutPercent ? rule.experimentNo + 1 : rule.experimentNo,
      paused: change.paused ?? rule.paused,
      updatedAt: now.toISOString(),
    };
    await tx.query(
      `UPDATE rules SET name = $3, scope = $4, lead_days = $5, channel = $6, holdout_percent = $7, experiment_no = $8, paused = $9, updated_at = $10
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, rule.id, next.name, JSON.stringify(next.scope), next.leadDays, next.channel, next.holdoutPercent, next.experimentNo, next.paused, now],
    );
    return next;
  }

  async hasSent(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
    const [row] = await tx.query<{ sent: boolean }[]>(
      `SELECT EXISTS (SELECT FROM reminders WHERE workspace_id = $1 AND rule_id = $2 AND status NOT IN ('planned', 'held')) AS sent`,
      [workspaceId, id],
    );
    return row?.sent ?? false;
  }

  /** Deletes the rule and what it had only planned. */
  async delete(tx: Tx, workspaceId: string, id: string): Promise<void> {
    await tx.query('DELETE FROM reminders WHERE workspace_id = $1 AND rule_id = $2', [workspaceId, id]);
    await tx.query('DELETE FROM rules WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
  }
}
