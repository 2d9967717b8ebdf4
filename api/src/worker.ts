import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { readSettings, SettingsError } from './platform/settings/index.js';

// Jobs only, without a front door: any number of these may run beside the api.
try {
  const settings = readSettings(process.env);
  const app = await NestFactory.createApplicationContext(AppModule.with({ ...settings, jobs: true }), { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
} catch (error) {
  process.stderr.write(`${error instanceof SettingsError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
}
