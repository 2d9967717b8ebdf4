import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Interval } from '@nestjs/schedule';
import { Clock } from '../clock/index.js';
import { Database } from '../database/index.js';
import { SWEEP_NAME, type SweepHandler } from './job.js';
import { JobQueue } from './job-queue.js';

export const RUN_SWEEP = 'run-sweep';
const TICK_MS = 30_000;

/** All sweeps of the service: found by their decorator, ticked by the scheduler, run as jobs. */
@Injectable()
export class Sweeps {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Every replica ticks; the job key makes the ticks of one moment a single job. */
  @Interval(TICK_MS)
  async tick(): Promise<void> {
    await this.clock.refresh();
    await this.enqueue([...this.handlers().keys()]);
  }

  async enqueue(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.queue.enqueue(this.database.dataSource, RUN_SWEEP, { name }, { key: `${RUN_SWEEP}:${name}`, queue: `sweep:${name}` });
    }
  }

  async run(name: string): Promise<void> {
    await this.handlers().get(name)?.run(this.clock.now());
  }

  /** The earliest instant after `after` at which some sweep has work, and which sweeps these are. */
  async nextDue(after: Date): Promise<{ at: Date; names: string[] } | null> {
    const due = new Map<string, Date>();
    for (const [name, sweep] of this.handlers()) {
      const at = await sweep.nextDue(after);
      if (at) due.set(name, at);
    }
    if (due.size === 0) return null;
    const at = new Date(Math.min(...[...due.values()].map((date) => date.getTime())));
    return { at, names: [...due].filter(([, date]) => date.getTime() === at.getTime()).map(([name]) => name) };
  }

  names(): string[] {
    return [...this.handlers().keys()];
  }

  private handlers(): Map<string, SweepHandler> {
    const found = new Map<string, SweepHandler>();
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const name = metatype ? (Reflect.getMetadata(SWEEP_NAME, metatype) as string | undefined) : undefined;
      if (name !== undefined) found.set(name, instance as SweepHandler);
    }
    return found;
  }
}
