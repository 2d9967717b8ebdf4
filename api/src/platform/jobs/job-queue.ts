import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/index.js';

export interface EnqueueOptions {
  /** At most one waiting job has this key: a second enqueue before it starts changes nothing but its payload. */
  readonly key?: string;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
  /** Smaller runs first; 0 is usual. */
  readonly priority?: number;
  readonly maxAttempts?: number;
}

/** Enqueues jobs inside the caller's transaction: the job exists if and only if the change does. */
@Injectable()
export class JobQueue {
  async enqueue(tx: Pick<Tx, 'query'>, name: string, payload: Readonly<Record<string, unknown>>, options: EnqueueOptions = {}): Promise<void> {
    await tx.query(
      `SELECT graphile_worker.add_job($1, $2::json, queue_name => $3, max_attempts => $4, job_key => $5, priority => $6)`,
      [name, JSON.stringify(payload), options.queue ?? null, options.maxAttempts ?? 25, options.key ?? null, options.priority ?? 0],
    );
  }

  /**
   * Enqueues one job per row, in one statement, however many there are.
   * @param rows a query that answers `payload` (json) and `key` (text, of its own for each row); its parameters begin at $2
   */
  async enqueueRows(tx: Pick<Tx, 'query'>, name: string, rows: string, parameters: readonly unknown[]): Promise<void> {
    await tx.query(
      `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
         SELECT ROW($1, payload, NULL, NULL, 25, key, 0, NULL)::graphile_worker.job_spec FROM (${rows}) AS due
       ))`,
      [name, ...parameters],
    );
  }
}
