import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { AppModule } from '../app.module.js';
import { readSettings } from '../platform/settings/index.js';

/** Runs one command inside the service, without its front door and without taking jobs from those that serve. */
export async function withService<T>(command: (service: INestApplicationContext) => Promise<T>): Promise<T> {
  const settings = readSettings({ LOG_LEVEL: 'warn', ...process.env });
  const service = await NestFactory.createApplicationContext(AppModule.with({ ...settings, jobs: false }), { bufferLogs: true, abortOnError: false });
  service.useLogger(service.get(Logger));
  try {
    return await command(service);
  } finally {
    await service.close();
  }
}
