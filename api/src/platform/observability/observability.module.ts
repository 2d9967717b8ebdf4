import { Global, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { LoggingModule } from './logging.js';
import { Metrics, MetricsController } from './metrics.js';

@Global()
@Module({
  imports: [LoggingModule, TerminusModule],
  controllers: [HealthController, MetricsController],
  providers: [Metrics],
  exports: [Metrics],
})
export class ObservabilityModule {}
