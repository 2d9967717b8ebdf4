import 'reflect-metadata';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AuditModule } from '../../api/src/platform/audit/index.js';
import { ClockModule } from '../../api/src/platform/clock/index.js';
import { DatabaseModule } from '../../api/src/platform/database/index.js';
import { configureHttp } from '../../api/src/platform/http/index.js';
import { JobsModule } from '../../api/src/platform/jobs/index.js';
import { ObservabilityModule } from '../../api/src/platform/observability/index.js';
import { type Settings, SettingsModule } from '../../api/src/platform/settings/index.js';
import { openDatabase, type TestDatabase } from './open-database.js';

/** The platform with some areas on it and no jobs running: for specs that look at one area's HTTP alone. */
export interface Area {
  readonly app: NestExpressApplication;
  readonly database: TestDatabase;
  /** What the service takes for its own address: the Origin of its own pages. */
  readonly origin: string;
  close(): Promise<void>;
}

export async function openArea(modules: readonly Type[], overrides: Partial<Settings> = {}): Promise<Area> {
  const database = await openDatabase({ publicUrl: 'http://perennial.test', jobs: false, ...overrides });
  class AreaModule {}
  Module({
    imports: [SettingsModule.with(database.settings), ObservabilityModule, DatabaseModule, ClockModule, AuditModule, JobsModule, ...modules],
  })(AreaModule);
  const app = await NestFactory.create<NestExpressApplication>(AreaModule, { rawBody: true, logger: false, abortOnError: false });
  configureHttp(app);
  await app.init();
  return {
    app,
    database,
    origin: database.settings.publicUrl,
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}
