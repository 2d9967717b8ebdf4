import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { configureHttp } from './platform/http/index.js';
import type { Settings } from './platform/settings/index.js';

/** Starts the HTTP service, and the jobs with it unless the settings say otherwise. */
export async function startHttp(settings: Settings): Promise<{ app: NestExpressApplication; url: string }> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), { rawBody: true, bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Logger));
  configureHttp(app);
  await app.listen(settings.port, settings.host);
  return { app, url: await app.getUrl() };
}
