import { Injectable } from '@nestjs/common';
import type { ReconcileFinding } from '@perennial/contract/admin';
import type { Tx } from '../../../platform/database/index.js';

export interface ReconcileRun {
  readonly id: string;
  readonly complete: boolean;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly seen: number;
}

export interface NewFinding {
  readonly runId: string;
  readonly kind: ReconcileFinding['kind'];
  readonly objectId: string;
  readonly workspaceHint: string | null;
  readonly attemptHint: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface StoredFinding extends NewFinding {
  readonly id: string;
  readonly foundAt: Date;
}

const RUN = `id, complete, started_at AS "startedAt", finished_at AS "finishedAt", seen`;

@Injectable()
export class ReconcileStore {
  async start(tx: Tx, complete: boolean, now: Date): Promise<ReconcileRun> {
    const [run] = await tx.query<ReconcileRun[]>(`INSERT INTO reconcile_runs (complete, started_at) VALUES ($1, $2) RETURNING ${RUN}`, [complete, now]);
    if (!run) throw new Error('The run was not stored');
    return run;
  }

  async finish(tx: Tx, run: ReconcileRun, seen: number, now: Date): Promise<void> {
    await tx.query('UPDATE reconcile_runs SET finished_at = $2, seen = $3 WHERE id = $1', [run.id, now, seen]);
  }

  async last(tx: Tx, finishedOnly = false): Promise<ReconcileRun | null> {
    const [run] = await tx.query<ReconcileRun[]>(`SELECT ${RUN} FROM reconcile_runs WHERE finished_at IS NOT NULL OR NOT $1 ORDER BY started_at DESC LIMIT 1`, [finishedOnly]);
    return run ?? null;
  }

  async add(tx: Tx, f: NewFinding, now: Date): Promise<void> {
    await tx.query(`INSERT INTO reconcile_findings (run_id, kind, object_id, workspace_hint, attempt_hint, details, found_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
      f.runId, f.kind, f.objectId, f.workspaceHint, f.attemptHint, JSON.stringify(f.details), now,
    ]);
  }

  async list(
    tx: Tx,
    { kind, runId }: { readonly kind?: string | undefined; readonly runId?: string | undefined },
    order: 'ASC' | 'DESC',
    limit: number,
    offset: number,
  ): Promise<{ findings: StoredFinding[]; total: number }> {
    const where = `WHERE ($1::text IS NULL OR kind = $1) AND ($2::uuid IS NULL OR run_id = $2)`;
    const filter = [kind ?? null, runId ?? null];
    const findings = await tx.query<StoredFinding[]>(
      `SELECT id, run_id AS "runId", kind, object_id AS "objectId", workspace_hint AS "workspaceHint", attempt_hint AS "attemptHint", details, found_at AS "foundAt"
       FROM reconcile_findings ${where} ORDER BY found_at ${order}, id ${order} LIMIT $3 OFFSET $4`,
      [...filter, limit, offset],
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total FROM reconcile_findings ${where}`, filter);
    return { findings, total: count?.total ?? 0 };
  }
}
