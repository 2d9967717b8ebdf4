import { once } from 'node:events';
import { Module } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { until } from '../../../../test/stage/until.js';
import { Database } from '../database/index.js';
import { Job, type JobHandler } from './job.js';
import { JobQueue } from './job-queue.js';
import { WorkerLeases } from './worker-leases.js';

/** A job that goes on until it is told to end. */
@Job('held')
class Held implements JobHandler<{ readonly name: string }> {
  readonly runs: string[] = [];
  private readonly letGo = new Map<string, () => void>();

  async run({ name }: { readonly name: string }): Promise<void> {
    this.runs.push(name);
    await new Promise<void>((resolve) => this.letGo.set(name, resolve));
  }

  end(name: string): void {
    this.letGo.get(name)?.();
  }

  endAll(): void {
    for (const letGo of this.letGo.values()) letGo();
  }
}

@Module({ providers: [Held] })
class HeldModule {}

const started = (held: Held, name: string) => until(`${name} to run`, () => held.runs, (runs) => runs.includes(name));
const lock = ({ database }: Area, name: string) =>
  database.rows<{ locked_by: string | null }>(`SELECT locked_by FROM graphile_worker._private_jobs WHERE payload ->> 'name' = $1`, [name]);
const gone = (area: Area, name: string) => until(`${name} to be done`, () => lock(area, name), ({ length }) => length === 0);

async function enqueue({ app }: Area, name: string): Promise<void> {
  await app.get(JobQueue).enqueue(app.get(Database).dataSource, 'held', { name }, { queue: name });
}

describe('the leases of the job workers', () => {
  let area: Area;
  let held: Held;

  beforeAll(async () => {
    area = await openArea([HeldModule], { jobs: true });
    held = area.app.get(Held);
  });
  afterAll(async () => {
    // A service that is closed waits for its running jobs.
    held?.endAll();
    await area?.close();
  });

  it('let a living worker keep a job for however long it takes', async () => {
    await enqueue(area, 'long');
    await started(held, 'long');
    const [before] = await lock(area, 'long');
    expect(before?.locked_by).not.toBeNull();
    await area.database.rows(`UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '3 hours'`);

    await area.app.get(WorkerLeases).beat();
    await new WorkerLeases(area.app.get(Database)).beat();

    expect(await lock(area, 'long')).toEqual([before]);
    held.end('long');
    await gone(area, 'long');
    expect(held.runs).toEqual(['long']);
  });

  it('hand the job of a worker that died to a living one within a minute, which runs it once', async () => {
    await area.database.rows(
      `WITH lease AS (INSERT INTO worker_leases (worker_id, expires_at) VALUES ('died', 'infinity')),
            queue AS (INSERT INTO graphile_worker._private_job_queues (queue_name, locked_by, locked_at) VALUES ('left behind', 'died', now() - interval '15 seconds') RETURNING id)
       INSERT INTO graphile_worker._private_jobs (job_queue_id, task_id, payload, attempts, locked_by, locked_at)
       SELECT queue.id, task.id, '{"name": "left behind"}', 1, 'died', now() - interval '15 seconds'
       FROM queue, graphile_worker._private_tasks task WHERE task.identifier = 'held'`,
    );
    await area.app.get(WorkerLeases).beat();
    expect(await lock(area, 'left behind')).toEqual([{ locked_by: 'died' }]);

    // It died fifteen seconds ago, having just renewed its lease of twenty.
    await area.database.rows(`UPDATE worker_leases SET expires_at = now() + interval '5 seconds' WHERE worker_id = 'died'`);
    await until('the job to run', () => held.runs, (runs) => runs.includes('left behind'), 45_000);
    held.end('left behind');
    await gone(area, 'left behind');
    expect(held.runs.filter((name) => name === 'left behind')).toHaveLength(1);
    expect(await area.database.rows(`SELECT 1 FROM worker_leases WHERE worker_id = 'died'`)).toEqual([]);
  });

  it('end only after the last job of a worker that is asked to stop', async () => {
    const leaving = await openArea([HeldModule], { jobs: true });
    const last = leaving.app.get(Held);
    const leases = () => leaving.database.rows('SELECT worker_id FROM worker_leases');
    await enqueue(leaving, 'last');
    await started(last, 'last');

    const stopping = once(leaving.app.get(WorkerLeases).events, 'pool:gracefulShutdown');
    const closed = leaving.app.close();
    await stopping;
    expect(await leases()).toHaveLength(1);
    last.end('last');
    await closed;

    expect(await leases()).toEqual([]);
    expect(await lock(leaving, 'last')).toEqual([]);
    await leaving.database.close();
  });
});
