import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Logger as QueueLogger, run, type Runner, type TaskList } from 'graphile-worker';
import pg from 'pg';
import { Inject } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { appDatabaseUrl } from '../database/index.js';
import { Metrics, underRequestId } from '../observability/index.js';
import { SETTINGS, type Settings } from '../settings/index.js';
import { JOB_NAME, type JobHandler } from './job.js';
import { RUN_SWEEP, Sweeps } from './sweeps.js';
import { WorkerLeases } from './worker-leases.js';

const CONCURRENCY = 4;

/** Runs the jobs in this process when the settings say so. */
@Injectable()
export class JobWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('jobs');
  private runner: Runner | undefined;
  private pool: pg.Pool | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly discovery: DiscoveryService,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
    private readonly leases: WorkerLeases,
    private readonly metrics: Metrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.jobs) return;
    this.pool = new pg.Pool({ connectionString: appDatabaseUrl(this.settings), max: CONCURRENCY + 2, application_name: 'perennial-jobs' });
    // A dropped connection is the queue's to retry; without a listener it would end the process.
    this.pool.on('error', (error) => this.log.warn({ err: error }, 'queue connection lost'));
    this.pool.on('connect', (client) => client.on('error', (error) => this.log.warn({ err: error }, 'queue connection lost')));
    this.runner = await run({
      pgPool: this.pool,
      taskList: this.tasks(),
      concurrency: CONCURRENCY,
      pollInterval: 1000,
      noHandleSignals: true,
      events: this.leases.events,
      logger: new QueueLogger(() => (level, message) => {
        if (level === 'error') this.log.warn(message);
        else if (level === 'warning') this.log.debug(message);
      }),
    });
    await this.leases.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner?.stop();
    if (this.runner) await this.leases.stop();
    await this.pool?.end();
  }

  private tasks(): TaskList {
    const tasks: TaskList = { [RUN_SWEEP]: (payload) => this.observed(RUN_SWEEP, () => this.sweeps.run((payload as { name: string }).name)) };
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const name = metatype ? (Reflect.getMetadata(JOB_NAME, metatype) as string | undefined) : undefined;
      if (name === undefined) continue;
      if (tasks[name]) throw new Error(`Two handlers for the job ${name}`);
      tasks[name] = (payload) => this.observed(name, () => (instance as JobHandler).run(payload));
    }
    return tasks;
  }

  private async observed(name: string, work: () => Promise<void>): Promise<void> {
    await underRequestId(`job-${randomUUID()}`, async () => {
      try {
        if (this.settings.demo) await this.clock.refresh();
        await work();
        this.metrics.jobs.inc({ job: name, outcome: 'done' });
      } catch (error) {
        this.metrics.jobs.inc({ job: name, outcome: 'failed' });
        this.log.error({ err: error, job: name }, 'job failed, will be tried again');
        throw error;
      }
    });
  }
}
