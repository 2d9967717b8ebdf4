import { Global, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { HealthNotes } from './health-notes.js';
import { LoggingModule } from './logging.js';
import { Metrics, MetricsController } from './metrics.js';

@Global()
@Module({
  imports: [LoggingModule, TerminusModule],
  controllers: [HealthController, MetricsController],
  providers: [HealthNotes, Metrics],
  exports: [HealthNotes, Metrics],
})
export class ObservabilityModule {}
