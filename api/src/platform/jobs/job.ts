import { SetMetadata } from '@nestjs/common';

export const JOB_NAME = Symbol('job');
export const SWEEP_NAME = Symbol('sweep');

/** Work done outside the request, started by `JobQueue.enqueue`. It may run twice: make the second run change nothing. */
export interface JobHandler<P = unknown> {
  run(payload: P): Promise<void>;
}

/** Names the job a class handles: `＠Job('send-messages') class SendMessages implements JobHandler<…>`. */
export const Job = (name: string): ClassDecorator => SetMetadata(JOB_NAME, name);

/**
 * Work that becomes due by the business clock. Due times live in tables, never in the queue, so that moving the clock
 * finds them: `nextDue` looks them up, `run` does everything due at `now` (usually by enqueuing one job per workspace).
 */
export interface SweepHandler {
  /** The earliest instant later than `after` at which there will be something to do, or null. */
  nextDue(after: Date): Promise<Date | null>;
  run(now: Date): Promise<void>;
}

/** Names a sweep; the ticker runs it every half minute: `＠Sweep('renewal-notices') class … implements SweepHandler`. */
export const Sweep = (name: string): ClassDecorator => SetMetadata(SWEEP_NAME, name);
