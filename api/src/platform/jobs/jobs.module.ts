import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { AdvanceClock } from './advance-clock.js';
import { JobQueue } from './job-queue.js';
import { JobWorker } from './job-worker.js';
import { Sweeps } from './sweeps.js';
import { WorkerLeases } from './worker-leases.js';

@Global()
@Module({
  imports: [DiscoveryModule, ScheduleModule.forRoot()],
  providers: [JobQueue, JobWorker, Sweeps, WorkerLeases, AdvanceClock],
  exports: [JobQueue, Sweeps, AdvanceClock],
})
export class JobsModule {}
