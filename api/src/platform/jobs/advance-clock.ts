import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Database } from '../database/index.js';
import { Sweeps } from './sweeps.js';

const DRAIN_POLL_MS = 5;

/** Moves the test clock forward so that everything due on the way happens in order, each thing at its own time. */
@Injectable()
export class AdvanceClock {
  constructor(
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
    private readonly database: Database,
  ) {}

  /** Returns when everything due up to `to` has been done. An instant in the past changes nothing. */
  async run(to: Date): Promise<void> {
    for (;;) {
      const next = await this.sweeps.nextDue(this.clock.now());
      if (!next || next.at > to) break;
      await this.clock.moveTo(next.at);
      await this.sweeps.enqueue(next.names);
      await this.drained();
    }
    await this.clock.moveTo(to);
    await this.sweeps.enqueue(this.sweeps.names());
    await this.drained();
  }

  /** Waits until no job is waiting to run now. Jobs that failed wait for their retry in real time and are not waited for. */
  async drained(): Promise<void> {
    for (;;) {
      const [row] = await this.database.dataSource.query<{ busy: boolean }[]>(
        `SELECT EXISTS (SELECT 1 FROM graphile_worker._private_jobs WHERE run_at <= now() AND attempts < max_attempts OR locked_at IS NOT NULL) AS busy`,
      );
      if (!row?.busy) return;
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
    }
  }
}
