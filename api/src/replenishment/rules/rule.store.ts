import { Injectable } from '@nestjs/common';
import type { CreateRule, Rule, RuleQuery, RuleVersion, UpdateRule } from '@perennial/contract/admin';
import type { z } from 'zod';
import type { Actor } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';

const COLUMNS = `id, name, scope, timing, lead_days AS "leadDays", after_days AS "afterDays", follow_up AS "followUp", channel, template, offer, audience, pilot,
  active_from AS "activeFrom", active_to AS "activeTo", holdout_percent AS "holdoutPercent",
  experiment_no AS "experimentNo", paused, version, created_at AS "createdAt", updated_at AS "updatedAt"`;
const SORTS = { name: 'name', createdAt: 'created_at', leadDays: 'lead_days' } as const;

export type RuleChange = UpdateRule & { readonly paused?: boolean; readonly newExperiment?: boolean };

/** What a new rule says where nothing else is said. */
const USUAL = {
  timing: 'before-expected',
  afterDays: null,
  followUp: false,
  template: null,
  offer: null,
  audience: {},
  pilot: null,
  activeFrom: null,
  activeTo: null,
  holdoutPercent: 0,
  experimentNo: 1,
  paused: false,
  version: 1,
} as const;

export type NewRule = Omit<Rule, 'id' | 'createdAt' | 'updatedAt'>;

/** A new rule in full. */
export function ruleFrom(rule: CreateRule): NewRule {
  return { ...USUAL, ...given(rule) };
}

/** A rule after a change. Another share held back is another experiment: who was drawn for the old one would not fit it. */
export function ruleAfter(rule: Rule, { newExperiment, ...change }: RuleChange): Rule {
  const next = { ...rule, ...given(change), version: rule.version + 1 };
  return { ...next, experimentNo: newExperiment || next.holdoutPercent !== rule.holdoutPercent ? rule.experimentNo + 1 : rule.experimentNo };
}

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

  async insert(tx: Tx, workspaceId: string, actor: Actor, rule: NewRule, now: Date): Promise<Rule> {
    const [{ id }] = await tx.query<[{ id: string }]>(
      `INSERT INTO rules (workspace_id, name, scope, timing, lead_days, after_days, follow_up, channel, template, offer, audience, pilot, active_from, active_to,
         holdout_percent, experiment_no, paused, version, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19) RETURNING id`,
      [workspaceId, ...values(rule), now],
    );
    const stored = { ...rule, id, createdAt: now.toISOString(), updatedAt: now.toISOString() };
    await this.keepVersion(tx, workspaceId, actor, stored, now);
    return stored;
  }

  async update(tx: Tx, workspaceId: string, actor: Actor, rule: Rule, now: Date): Promise<Rule> {
    await tx.query(
      `UPDATE rules SET name = $2, scope = $3, timing = $4, lead_days = $5, after_days = $6, follow_up = $7, channel = $8, template = $9, offer = $10, audience = $11,
         pilot = $12, active_from = $13, active_to = $14, holdout_percent = $15, experiment_no = $16, paused = $17, version = $18, updated_at = $19
       WHERE workspace_id = $1 AND id = $20`,
      [workspaceId, ...values(rule), now, rule.id],
    );
    const stored = { ...rule, updatedAt: now.toISOString() };
    await this.keepVersion(tx, workspaceId, actor, stored, now);
    return stored;
  }

  async versions(tx: Tx, workspaceId: string, id: string): Promise<RuleVersion[]> {
    return tx.query(
      `SELECT version, body, actor_kind AS "actorKind", actor_id AS "actorId", created_at AS "createdAt" FROM rule_versions
       WHERE workspace_id = $1 AND rule_id = $2 ORDER BY version DESC`,
      [workspaceId, id],
    );
  }

  async hasSent(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
    const [row] = await tx.query<{ sent: boolean }[]>(
      `SELECT EXISTS (SELECT FROM reminders WHERE workspace_id = $1 AND rule_id = $2 AND status NOT IN ('planned', 'held', 'superseded')) AS sent`,
      [workspaceId, id],
    );
    return row?.sent ?? false;
  }

  /** Deletes the rule and what it had only planned. */
  async delete(tx: Tx, workspaceId: string, id: string): Promise<void> {
    await tx.query('DELETE FROM reminders WHERE workspace_id = $1 AND rule_id = $2', [workspaceId, id]);
    await tx.query('DELETE FROM rules WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
  }

  private async keepVersion(tx: Tx, workspaceId: string, actor: Actor, { id, version, createdAt: _created, updatedAt: _updated, ...body }: Rule, now: Date): Promise<void> {
    await tx.query('INSERT INTO rule_versions (workspace_id, rule_id, version, body, actor_kind, actor_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      workspaceId,
      id,
      version,
      JSON.stringify(body),
      actor.kind,
      actor.id,
      now,
    ]);
  }
}

function values(rule: NewRule): unknown[] {
  const json = (value: object | null) => (value === null ? null : JSON.stringify(value));
  return [
    rule.name,
    json(rule.scope),
    rule.timing,
    rule.leadDays,
    rule.afterDays,
    rule.followUp,
    rule.channel,
    rule.template,
    json(rule.offer),
    json(rule.audience),
    json(rule.pilot),
    rule.activeFrom,
    rule.activeTo,
    rule.holdoutPercent,
    rule.experimentNo,
    rule.paused,
    rule.version,
  ];
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The fields that were sent. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}
