import { EventEmitter } from 'node:events';
import { Injectable, Logger } from '@nestjs/common';
import type { WorkerEvents } from 'graphile-worker';
import { Database } from '../database/index.js';

const HEARTBEAT_MS = 5_000;
const LEASE_SECONDS = 20;

/**
 * The queue itself keeps the jobs of a killed worker for four hours. Here every worker renews a short lease, and whoever
 * is alive releases the jobs of those whose lease ran out, so that their work resumes well within a minute.
 */
@Injectable()
export class WorkerLeases {
  private readonly log = new Logger('jobs');
  private readonly workerIds = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  readonly events: WorkerEvents = new EventEmitter();

  constructor(private readonly database: Database) {
    // A job is locked by the pool that fetched it; the workers inside a pool have ids of their own, which no job ever names.
    this.events.on('pool:create', ({ workerPool }) => this.workerIds.add(workerPool.id));
  }

  async start(): Promise<void> {
    await this.beat();
    this.timer = setInterval(() => void this.beat().catch((error: unknown) => this.log.warn({ err: error }, 'heartbeat failed')), HEARTBEAT_MS);
    this.timer.unref();
  }

  /** To be called when no job is running any more: without its lease, a running job would be given to another worker. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.database.dataSource.query('DELETE FROM worker_leases WHERE worker_id = ANY($1)', [[...this.workerIds]]);
  }

  /** Renews this process's leases and releases the jobs of workers that are gone. Real time: a lease is no business date. */
  async beat(): Promise<void> {
    const db = this.database.dataSource;
    await db.query(
      `INSERT INTO worker_leases (worker_id, expires_at) SELECT unnest($1::text[]), now() + make_interval(secs => $2)
       ON CONFLICT (worker_id) DO UPDATE SET expires_at = excluded.expires_at`,
      [[...this.workerIds], LEASE_SECONDS],
    );
    const gone = await db.query<{ worker_id: string }[]>(
      `SELECT DISTINCT locked_by AS worker_id FROM graphile_worker._private_jobs j
       WHERE locked_by IS NOT NULL AND locked_at < now() - make_interval(secs => $1)
         AND NOT EXISTS (SELECT 1 FROM worker_leases l WHERE l.worker_id = j.locked_by AND l.expires_at > now())`,
      [LEASE_SECONDS],
    );
    if (gone.length === 0) return;
    const ids = gone.map((row) => row.worker_id);
    await db.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [ids]);
    await db.query('DELETE FROM worker_leases WHERE worker_id = ANY($1)', [ids]);
    this.log.warn({ workers: ids }, 'released the jobs of workers that stopped');
  }
}
