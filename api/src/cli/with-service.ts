import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { DemoModule } from '../demo/index.js';
import { readSettings } from '../platform/settings/index.js';

/** Runs `work` with the whole service but its front doors and its job worker, and ends it afterwards. */
export async function withService<T>(work: (service: INestApplicationContext) => Promise<T>): Promise<T> {
  const settings = { ...readSettings(process.env), jobs: false };
  class Service {}
  Module({ imports: [AppModule.with(settings), DemoModule] })(Service);
  const service = await NestFactory.createApplicationContext(Service, { logger: ['error', 'fatal'], abortOnError: false });
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}
