import { Injectable } from '@nestjs/common';
import type { RuleSimulation, RuleSimulationResult } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import type { Simulation } from './simulate-rule.js';

const COLUMNS = `id, rule, from_day AS "from", to_day AS "to", assume_consent AS "assumeConsent", status, result, created_at AS "createdAt", finished_at AS "finishedAt"`;

@Injectable()
export class SimulationStore {
  async insert(tx: Tx, workspaceId: string, { rule, from, to, assumeConsent }: Simulation, now: Date): Promise<RuleSimulation> {
    const [row] = await tx.query<[RuleSimulation]>(
      `INSERT INTO rule_simulations (workspace_id, rule, from_day, to_day, assume_consent, status, created_at) VALUES ($1, $2, $3, $4, $5, 'queued', $6) RETURNING ${COLUMNS}`,
      [workspaceId, JSON.stringify(rule), from, to, assumeConsent, now],
    );
    return row;
  }

  async find(tx: Tx, workspaceId: string, id: string): Promise<RuleSimulation | null> {
    const [row] = await tx.query<RuleSimulation[]>(`SELECT ${COLUMNS} FROM rule_simulations WHERE workspace_id = $1 AND id = $2`, [workspaceId, id]);
    return row ?? null;
  }

  async finish(tx: Tx, workspaceId: string, id: string, result: RuleSimulationResult, now: Date): Promise<void> {
    await tx.query(`UPDATE rule_simulations SET status = 'done', result = $3, finished_at = $4 WHERE workspace_id = $1 AND id = $2`, [workspaceId, id, JSON.stringify(result), now]);
  }
}
