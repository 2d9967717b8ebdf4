import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Pace } from './pace.js';

export interface ServiceValve {
  readonly pausedAt: Date | null;
  readonly pausedBecause: string | null;
}

export interface WorkspaceValve extends ServiceValve, Pace {
  readonly pausedBy: 'workspace' | 'operator' | null;
}

interface BothValves extends WorkspaceValve {
  readonly servicePausedAt: Date | null;
  readonly servicePausedBecause: string | null;
}

const OPEN: WorkspaceValve = { pausedAt: null, pausedBecause: null, pausedBy: null, perMinute: null, perDomainMinute: null };

@Injectable()
export class ValveStore {
  async service(tx: Tx): Promise<ServiceValve> {
    const [row] = await tx.query<ServiceValve[]>('SELECT paused_at AS "pausedAt", paused_because AS "pausedBecause" FROM service_sending');
    return row ?? OPEN;
  }

  async workspace(tx: Tx, workspaceId: string): Promise<WorkspaceValve> {
    const [row] = await tx.query<WorkspaceValve[]>(
      `SELECT paused_at AS "pausedAt", paused_because AS "pausedBecause", paused_by AS "pausedBy", per_minute AS "perMinute", per_domain_minute AS "perDomainMinute"
       FROM workspace_sending WHERE workspace_id = $1`,
      [workspaceId],
    );
    return row ?? OPEN;
  }

  /** Both at once: every group of messages asks for them. */
  async both(tx: Tx, workspaceId: string): Promise<{ readonly service: ServiceValve; readonly workspace: WorkspaceValve }> {
    const [row] = await tx.query<BothValves[]>(
      `SELECT s.paused_at AS "servicePausedAt", s.paused_because AS "servicePausedBecause", w.paused_at AS "pausedAt", w.paused_because AS "pausedBecause",
              w.paused_by AS "pausedBy", w.per_minute AS "perMinute", w.per_domain_minute AS "perDomainMinute"
       FROM (VALUES ($1::uuid)) AS of (workspace_id) LEFT JOIN service_sending s ON true LEFT JOIN workspace_sending w ON w.workspace_id = of.workspace_id`,
      [workspaceId],
    );
    const { servicePausedAt, servicePausedBecause, ...workspace } = row as BothValves;
    return { service: { pausedAt: servicePausedAt, pausedBecause: servicePausedBecause }, workspace };
  }

  async pauseService(tx: Tx, because: string | null, now: Date | null): Promise<void> {
    await tx.query('UPDATE service_sending SET paused_at = $1, paused_because = $2', [now, because]);
  }

  async pauseWorkspace(tx: Tx, workspaceId: string, by: WorkspaceValve['pausedBy'], because: string | null, now: Date | null): Promise<void> {
    await tx.query(
      `INSERT INTO workspace_sending (workspace_id, paused_at, paused_by, paused_because) VALUES ($1, $2, $3, $4)
       ON CONFLICT (workspace_id) DO UPDATE SET paused_at = excluded.paused_at, paused_by = excluded.paused_by, paused_because = excluded.paused_because`,
      [workspaceId, now, by, because],
    );
  }

  async setPace(tx: Tx, workspaceId: string, { perMinute, perDomainMinute }: Pace): Promise<void> {
    await tx.query(
      `INSERT INTO workspace_sending (workspace_id, per_minute, per_domain_minute) VALUES ($1, $2, $3)
       ON CONFLICT (workspace_id) DO UPDATE SET per_minute = excluded.per_minute, per_domain_minute = excluded.per_domain_minute`,
      [workspaceId, perMinute, perDomainMinute],
    );
  }

  /** What this minute has let out so far, by domain. Runs side by side count one after the other. */
  async lockMinute(tx: Tx, workspaceId: string, minute: Date, domains: readonly string[]): Promise<Map<string, number>> {
    await tx.query(`DELETE FROM sending_minutes WHERE workspace_id = $1 AND minute < $2::timestamptz - interval '1 hour'`, [workspaceId, minute]);
    const rows = await tx.query<{ domain: string; let_out: number }[]>(
      `INSERT INTO sending_minutes (workspace_id, minute, domain, let_out) SELECT $1, $2, d, 0 FROM unnest(ARRAY[''] || $3::text[]) AS d ORDER BY d
       ON CONFLICT (workspace_id, minute, domain) DO UPDATE SET let_out = sending_minutes.let_out RETURNING domain, let_out`,
      [workspaceId, minute, domains],
    );
    return new Map(rows.map((row) => [row.domain, row.let_out]));
  }

  async writeMinute(tx: Tx, workspaceId: string, minute: Date, counts: ReadonlyMap<string, number>): Promise<void> {
    await tx.query(
      `UPDATE sending_minutes m SET let_out = c.let_out FROM unnest($3::text[], $4::int[]) AS c (domain, let_out)
       WHERE m.workspace_id = $1 AND m.minute = $2 AND m.domain = c.domain`,
      [workspaceId, minute, [...counts.keys()], [...counts.values()]],
    );
  }
}
