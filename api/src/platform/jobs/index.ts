export { AdvanceClock } from './advance-clock.js';
export { Job, type JobHandler, Sweep, type SweepHandler } from './job.js';
export { type EnqueueOptions, JobQueue } from './job-queue.js';
export { JobsModule } from './jobs.module.js';
export { Sweeps } from './sweeps.js';
